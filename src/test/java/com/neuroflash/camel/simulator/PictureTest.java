package com.neuroflash.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
    private static final Dimension SIZE = new Dimension(320, 240);

    @TempDir
    Path directory;

    @Test
    void looksTheSameForTheSamePromptAndSeed() {
        byte[] first = onlyImage("one", 0, "a lighthouse");

        assertThat(onlyImage("two", 0, "a lighthouse")).isEqualTo(first);
        assertThat(onlyImage("three", 0, "a windmill")).isNotEqualTo(first);
        assertThat(onlyImage("four", 1, "a lighthouse")).isNotEqualTo(first);
    }

    @Test
    void differsWithinABatch() {
        try (Simulator simulator =
                Simulator.start(SimulatorSettings.in(directory).withImagePixels(10_000))) {
            Client client = new Client(simulator);

            List<String> ids = client.images("a lighthouse", 2, "1:1", "png").findValuesAsText("image_id");

            assertThat(client.view(ids.get(0)).bytes())
                    .isNotEqualTo(client.view(ids.get(1)).bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "webp"})
    void saysInTheFileThatItIsSimulated(String format) {
        try (Simulator simulator =
                Simulator.start(SimulatorSettings.in(directory).withImagePixels(10_000))) {
            Client client = new Client(simulator);

            String image = client.images("a lighthouse", 1, "1:1", format)
                    .at("/images/0/image_id")
                    .asText();

            assertThat(new String(client.view(image).bytes(), StandardCharsets.ISO_8859_1))
                    .contains("simulated by neuroflash-camel");
        }
    }

    @Test
    void buildsAnEditOnItsSource() {
        Painter painter = new Painter(0, Lettering.best());
        Images.Picture picture = picture("at night", "4:3");

        BufferedImage plain = painter.paint(picture, SIZE, List.of());
        BufferedImage onRed = painter.paint(picture, SIZE, List.of(filled(Color.RED)));
        BufferedImage onBlue = painter.paint(picture, SIZE, List.of(filled(Color.BLUE)));

        assertThat(onRed.getRGB(SIZE.width / 2, 8)).isNotEqualTo(plain.getRGB(SIZE.width / 2, 8));
        assertThat(new Color(onRed.getRGB(SIZE.width - 4, 8)).getRed())
                .isGreaterThan(new Color(onBlue.getRGB(SIZE.width - 4, 8)).getRed() + 60);
        assertThat(onRed.getRGB(20, 20)).as("the source in the corner").isEqualTo(Color.RED.getRGB());
    }

    @Test
    void letsEachFastImageDifferInFewBytes() throws IOException {
        try (Simulator simulator =
                Simulator.start(SimulatorSettings.in(directory).withFastImages(50_000))) {
            Client client = new Client(simulator);
            Set<String> contents = new HashSet<>();

            List<String> ids = client.images("four", 4, "1:1", "png").findValuesAsText("image_id");

            byte[] first = client.view(ids.get(0)).bytes();
            for (String id : ids) {
                byte[] bytes = client.view(id).bytes();
                contents.add(new String(bytes, StandardCharsets.ISO_8859_1));
                assertThat(ImageIO.read(new ByteArrayInputStream(bytes))).isNotNull();
                assertThat(differences(first, bytes)).isLessThanOrEqualTo(40);
            }
            assertThat(contents).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PNG", "JPEG", "WEBP"})
    void padsToTheVeryLength(String format) throws IOException {
        ImageFormat imageFormat = ImageFormat.valueOf(format);
        byte[] encoded = imageFormat.encode(filled(Color.GREEN));
        for (long wanted : new long[] {70_000, 65_538L * 3, 65_538L * 3 + 1_002, 1_500_000}) {
            FastTemplate template = FastTemplate.of(encoded, SIZE.width, SIZE.height, imageFormat, wanted);

            Content content = template.content("00000000-0000-0000-0000-000000000000");

            byte[] bytes = content.opener().open().readAllBytes();
            assertThat(content.length()).isEqualTo(bytes.length).isEqualTo(wanted);
            assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth()).isEqualTo(SIZE.width);
        }
    }

    @Test
    void drawsWordsWithoutAnyFont() {
        BufferedImage image =
                new Painter(0, new BlockLettering()).paint(picture("A fox, 3 hens & 東京", "4:3"), SIZE, List.of());

        assertThat(whitePixels(image)).isGreaterThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "two  words\nand\tmore",
                "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
                "\u0000"
            })
    void fitsAnyWords(String words) {
        TextBlock block = TextBlock.fit(words.repeat(40), Lettering.best(), 250, 120, 26);

        assertThat(block.height()).isLessThanOrEqualTo(120);
    }

    private byte[] onlyImage(String folder, long seed, String prompt) {
        try (Simulator simulator = Simulator.start(SimulatorSettings.in(directory.resolve(folder))
                .withImagePixels(10_000)
                .withSeed(seed))) {
            Client client = new Client(simulator);
            return client.view(client.image(prompt)).bytes();
        }
    }

    private static Images.Picture picture(String words, String ratio) {
        return new Images.Picture(words, "nano-banana-2", 0, ratio, ImageFormat.PNG, List.of());
    }

    private static BufferedImage filled(Color color) {
        BufferedImage image = new BufferedImage(SIZE.width, SIZE.height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < SIZE.width; x++) {
            for (int y = 0; y < SIZE.height; y++) {
                image.setRGB(x, y, color.getRGB());
            }
        }
        return image;
    }

    private static int differences(byte[] one, byte[] other) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] == other[i] ? 0 : 1;
        }
        return count;
    }

    private static int whitePixels(BufferedImage image) {
        int count = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                count += image.getRGB(x, y) == Color.WHITE.getRGB() ? 1 : 0;
            }
        }
        return count;
    }
}
