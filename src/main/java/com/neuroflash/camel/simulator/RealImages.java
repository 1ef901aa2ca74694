package com.neuroflash.camel.simulator;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Painted images, each a file. As many are painted at a time as there are processors, to bound the memory. */
final class RealImages implements Images {
    private final Path directory;
    private final int pixels;
    private final Painter painter;
    private final Semaphore easels = new Semaphore(Runtime.getRuntime().availableProcessors());

    RealImages(Path directory, int pixels, Painter painter) {
        this.directory = directory;
        this.pixels = pixels;
        this.painter = painter;
    }

    @Override
    public StoredImage make(String imageId, Picture picture) {
        Dimension size = AspectRatio.named(picture.aspectRatio()).size(pixels);
        byte[] bytes = encode(picture, size);
        StoredImage image = new StoredImage(
                imageId, picture.format(), picture.aspectRatio(), size.width, size.height, bytes.length);
        try {
            Files.write(file(image), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return image;
    }

    @Override
    public Optional<Content> open(StoredImage image) {
        Path file = file(image);
        return Files.isReadable(file)
                ? Optional.of(new Content(image.size(), () -> Files.newInputStream(file)))
                : Optional.empty();
    }

    @Override
    public void delete(StoredImage image) {
        delete(file(image));
    }

    /** Removes what a killed simulator painted but did not bill. */
    void keepOnly(Set<String> fileNames) {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> !fileNames.contains(file.getFileName().toString()))
                    .forEach(RealImages::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] encode(Picture picture, Dimension size) {
        easels.acquireUninterruptibly();
        try {
            BufferedImage painted = painter.paint(picture, size, sources(picture));
            return Marks.mark(picture.format().encode(painted), size.width, size.height, picture.format());
        } finally {
            easels.release();
        }
    }

    private List<BufferedImage> sources(Picture picture) {
        return picture.sources().stream()
                .map(this::file)
                .filter(Files::isReadable)
                .map(RealImages::read)
                .toList();
    }

    private Path file(StoredImage image) {
        return directory.resolve(image.fileName());
    }

    private static BufferedImage read(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
