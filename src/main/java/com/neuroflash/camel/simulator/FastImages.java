package com.neuroflash.camel.simulator;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Prepared images, one for each format and ratio; an image's own bytes are computed from its id, nothing is stored. */
final class FastImages implements Images {
    private static final int LEAST_PIXELS = 4096;
    private static final long PIXELS_A_BYTE = 6;

    private final ImageSettings settings;
    private final Painter painter;
    private final Map<Kind, FastTemplate> templates = new ConcurrentHashMap<>();

    private record Kind(ImageFormat format, String aspectRatio) {}

    FastImages(ImageSettings settings, Painter painter) {
        this.settings = settings;
        this.painter = painter;
    }

    @Override
    public StoredImage make(String imageId, Picture picture) {
        return template(new Kind(picture.format(), picture.aspectRatio())).image(imageId, picture.aspectRatio());
    }

    @Override
    public Optional<Content> open(StoredImage image) {
        return Optional.of(
                        template(new Kind(image.format(), image.aspectRatio())).content(image.imageId()))
                .filter(content -> content.length() == image.size());
    }

    @Override
    public void delete(StoredImage image) {
        // nothing is stored
    }

    private FastTemplate template(Kind kind) {
        FastTemplate known = templates.get(kind);
        return known == null ? templates.computeIfAbsent(kind, this::prepare) : known;
    }

    /** With fewer pixels when the picture would be longer than what is wanted. */
    private FastTemplate prepare(Kind kind) {
        Picture picture = new Picture("Prepared image", "fast", 0, kind.aspectRatio(), kind.format(), List.of());
        int pixels = (int) Math.max(LEAST_PIXELS, Math.min(settings.pixels(), settings.fastBytes() * PIXELS_A_BYTE));
        while (true) {
            Dimension size = AspectRatio.named(kind.aspectRatio()).size(pixels);
            BufferedImage painted = painter.paint(picture, size, List.of());
            byte[] encoded = kind.format().encode(painted);
            if (encoded.length + 256L <= settings.fastBytes() || pixels <= LEAST_PIXELS) {
                return FastTemplate.of(encoded, size.width, size.height, kind.format(), settings.fastBytes());
            }
            pixels = Math.max(LEAST_PIXELS, pixels / 2);
        }
    }
}
