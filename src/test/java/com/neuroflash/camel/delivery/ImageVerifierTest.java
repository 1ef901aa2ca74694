package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageVerifierTest {
    private final ImageVerifier verifier = new ImageVerifier();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"png, PNG, image/png", "jpg, JPEG, image/jpeg", "webp, WEBP, image/webp"})
    void acceptsWhatEncodersWrite(String encoder, ImageFormat format, String contentType) throws Exception {
        byte[] bytes = Images.encode(encoder, 640, 360);
        Path file = file(bytes);

        VerifiedImage image = verifier.verify(
                file,
                Optional.of(contentType),
                new ExpectedImage(Optional.of((long) bytes.length), Optional.of(640), Optional.of(360)));

        assertThat(image)
                .isEqualTo(new VerifiedImage(
                        file,
                        format,
                        640,
                        360,
                        bytes.length,
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "webp"})
    void readsTheDimensionsThatADecoderReads(String encoder) throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            byte[] bytes = Images.encode(encoder, 1 + random.nextInt(300), 1 + random.nextInt(300));

            VerifiedImage image = verify(bytes);

            assertThat(new ImageSize(image.width(), image.height())).isEqualTo(decodedSize(bytes));
        }
    }

    @Test
    void readsAnExtendedWebp() throws IOException {
        VerifiedImage image = verify(Images.extendedWebp(16_383, 3, 100));

        assertThat(new ImageSize(image.width(), image.height())).isEqualTo(new ImageSize(16_383, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "webp"})
    void refusesAnImageThatIsCutOffAnywhere(String encoder) throws IOException {
        byte[] bytes = Images.encode(encoder, 64, 64);

        for (int length = 0; length < bytes.length; length += 1 + length / 7) {
            byte[] cutOff = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> verify(cutOff)).isInstanceOf(CorruptImageException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "webp"})
    void refusesWhatFollowsTheEnd(String encoder) throws IOException {
        byte[] bytes = Images.encode(encoder, 64, 64);

        assertThatThrownBy(() -> verify(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(CorruptImageException.class)
                .hasMessageContaining("cut off or continues");
    }

    @Test
    void refusesWhatIsNoImage() {
        for (String text : List.of("<html>not today</html>", "{\"detail\":\"gone\"}", "GIF89a....", "x")) {
            assertThatThrownBy(() -> verify(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOfSatisfying(CorruptImageException.class, corrupt -> {
                        assertThat(corrupt.expected()).isEqualTo("a PNG, JPEG or WebP file");
                        assertThat(corrupt.getMessage()).doesNotContain("html", "detail", "GIF");
                    });
        }
        assertThatThrownBy(() -> verify(new byte[0])).hasMessageContaining("an empty file");
    }

    @Test
    void refusesAnotherImageThanPromised() throws IOException {
        Path file = file(Images.encode("png", 40, 30));
        long length = Files.size(file);

        assertThatThrownBy(() -> verifier.verify(file, Optional.empty(), expected(length + 1, 40, 30)))
                .hasMessageContaining("expected " + (length + 1) + " bytes, found " + length + " bytes");
        assertThatThrownBy(() -> verifier.verify(file, Optional.empty(), expected(length, 30, 40)))
                .isInstanceOf(CorruptImageException.class)
                .hasMessageContaining("expected 30x40 pixels, found 40x30 pixels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "IMAGE/PNG; charset=binary",
                "image/x-png",
                "application/octet-stream",
                "binary/octet-stream",
                "text/html",
                "",
                ";",
                "../../etc/passwd",
                "${env:HOME}",
                "image"
            })
    void letsNoDeclaredTypeDecide(String declared) throws IOException {
        Path file = file(Images.encode("png", 8, 8));

        VerifiedImage image = verifier.verify(file, Optional.of(declared), ExpectedImage.unknown());

        assertThat(image.format()).isEqualTo(ImageFormat.PNG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/webp", "image/svg+xml", "image/gif", "image/*"})
    void refusesAnImageOfAnotherTypeThanDeclared(String declared) throws IOException {
        Path file = file(Images.encode("png", 8, 8));

        assertThatThrownBy(() -> verifier.verify(file, Optional.of(declared), ExpectedImage.unknown()))
                .isInstanceOf(CorruptImageException.class)
                .hasMessageContaining("found image/png");
    }

    @Test
    void refusesAPixelBombByItsHeader() throws IOException {
        Path bomb = Images.png(directory.resolve("bomb.png"), 50_000, 50_000, 1);

        assertThatThrownBy(() -> verifier.verify(bomb, Optional.empty(), ExpectedImage.unknown()))
                .isInstanceOf(CorruptImageException.class)
                .hasMessageContaining("at most 100000000 pixels")
                .hasMessageContaining("50000x50000");
        Path negative = Images.png(directory.resolve("negative.png"), -5, 5, 1);
        assertThatThrownBy(() -> verifier.verify(negative, Optional.empty(), ExpectedImage.unknown()))
                .isInstanceOf(CorruptImageException.class);
    }

    @Test
    void survivesRandomDamage() throws IOException {
        Random random = new Random(3);
        for (String encoder : List.of("png", "jpg", "webp")) {
            byte[] whole = Images.encode(encoder, 32, 32);
            for (int round = 0; round < 200; round++) {
                byte[] damaged = whole.clone();
                for (int hit = 0; hit < 4; hit++) {
                    damaged[random.nextInt(40)] = (byte) random.nextInt();
                }
                assertThat(isVerified(damaged)).isIn(true, false);
            }
        }
    }

    @Test
    void saysWhichFileCannotBeRead() {
        assertThatThrownBy(
                        () -> verifier.verify(directory.resolve("gone.png"), Optional.empty(), ExpectedImage.unknown()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone.png");
    }

    private boolean isVerified(byte[] bytes) throws IOException {
        try {
            verify(bytes);
            return true;
        } catch (CorruptImageException ignored) {
            // damage was seen
            return false;
        }
    }

    private VerifiedImage verify(byte[] bytes) throws IOException {
        return verifier.verify(file(bytes), Optional.empty(), ExpectedImage.unknown());
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("image"), bytes);
    }

    private static ExpectedImage expected(long length, int width, int height) {
        return new ExpectedImage(Optional.of(length), Optional.of(width), Optional.of(height));
    }

    private static ImageSize decodedSize(byte[] bytes) throws IOException {
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = ImageIO.getImageReaders(input).next();
            reader.setInput(input);
            ImageSize size = new ImageSize(reader.getWidth(0), reader.getHeight(0));
            reader.dispose();
            return size;
        }
    }
}
