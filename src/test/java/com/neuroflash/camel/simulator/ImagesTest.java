package com.neuroflash.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImagesTest {
    @TempDir
    static Path shared;

    private static Simulator real;
    private static Simulator fast;

    @TempDir
    Path directory;

    static List<Arguments> everyFormatAndRatio() {
        List<Arguments> all = new ArrayList<>();
        for (String format : ModelCatalog.FORMATS) {
            ModelCatalog.RATIOS.forEach(ratio -> all.add(Arguments.of(format, ratio)));
        }
        return all;
    }

    @BeforeAll
    static void start() {
        real = Simulator.start(SimulatorSettings.in(shared.resolve("real")).withImagePixels(60_000));
        fast = Simulator.start(SimulatorSettings.in(shared.resolve("fast"))
                .withImagePixels(60_000)
                .withFastImages(200_000));
    }

    @AfterAll
    static void stop() {
        real.close();
        fast.close();
    }

    @ParameterizedTest
    @MethodSource("everyFormatAndRatio")
    void makesADecodableImageOfTheRatio(String format, String ratio) throws IOException {
        checkImage(new Client(real), format, ratio);
    }

    @ParameterizedTest
    @MethodSource("everyFormatAndRatio")
    void preparesADecodableImageOfTheRatioAndLength(String format, String ratio) throws IOException {
        assertThat(checkImage(new Client(fast), format, ratio)).isEqualTo(200_000);
    }

    @Test
    void makesAboutAMegapixelByDefault() throws IOException {
        try (Simulator simulator = Simulator.start(SimulatorSettings.in(directory))) {
            Client client = new Client(simulator);

            BufferedImage image =
                    decode(client.view(client.image("a lighthouse")).bytes());

            assertThat(image.getWidth() * image.getHeight()).isBetween(1_000_000, 1_100_000);
        }
    }

    private static int checkImage(Client client, String format, String ratio) throws IOException {
        JsonNode answer = client.images("A quiet harbour at dawn, " + ratio, 1, ratio, format)
                .at("/images/0");

        Client.Reply view = client.view(answer.get("image_id").asText());

        BufferedImage image = decode(view.bytes());
        assertThat(view.header("Content-Type")).isEqualTo("image/" + format);
        assertThat(view.bytes()).hasSize(answer.get("file_size").asInt());
        assertThat(image.getWidth()).isEqualTo(answer.get("width").asInt());
        assertThat(image.getHeight()).isEqualTo(answer.get("height").asInt());
        assertThat((double) image.getWidth() / image.getHeight()).isCloseTo(value(ratio), Percentage.withPercentage(6));
        return view.bytes().length;
    }

    private static BufferedImage decode(byte[] bytes) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        assertThat(image).as("decoded").isNotNull();
        return image;
    }

    private static double value(String ratio) {
        String[] sides = ratio.split(":");
        return Double.parseDouble(sides[0]) / Double.parseDouble(sides[1]);
    }
}
