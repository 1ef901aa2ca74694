package com.neuroflash.camel.simulator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** A valid image with a place for an id, padded to a length; only the id's few bytes differ from image to image. */
final class FastTemplate {
    private static final long KEPT_WHOLE = 1024 * 1024;

    private final ImageFormat format;
    private final int width;
    private final int height;
    private final byte[] before;
    private final List<ImageContainer.Part> after;
    private final long length;

    private FastTemplate(
            ImageFormat format, int width, int height, byte[] before, List<ImageContainer.Part> after, long length) {
        this.format = format;
        this.width = width;
        this.height = height;
        this.before = before;
        this.after = after;
        this.length = length;
    }

    static FastTemplate of(byte[] image, int width, int height, ImageFormat format, long wanted) {
        ImageContainer container = format.container();
        long comment = comment(format, new UUID(0, 0).toString()).length;
        long bare = container.split(image, width, height, 0).length();
        List<ImageContainer.Part> padding = container.padding(wanted - bare - comment);
        long added = comment
                + padding.stream().mapToLong(ImageContainer.Part::length).sum();
        ImageContainer.Split split = container.split(image, width, height, added);
        List<ImageContainer.Part> after = new ArrayList<>(padding);
        after.add(ImageContainer.Part.of(split.after()));
        long length = split.length() + added;
        return new FastTemplate(
                format, width, height, split.before(), length > KEPT_WHOLE ? after : List.of(whole(after)), length);
    }

    StoredImage image(String imageId, String aspectRatio) {
        return new StoredImage(imageId, format, aspectRatio, width, height, length);
    }

    Content content(String imageId) {
        return new Content(length, () -> open(imageId));
    }

    private InputStream open(String imageId) {
        List<InputStream> parts = new ArrayList<>();
        parts.add(new ByteArrayInputStream(before));
        parts.add(new ByteArrayInputStream(comment(format, imageId)));
        after.forEach(part -> parts.add(open(part)));
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static InputStream open(ImageContainer.Part part) {
        return part.filler() > 0 ? new FillerInputStream(part.filler()) : new ByteArrayInputStream(part.bytes());
    }

    private static ImageContainer.Part whole(List<ImageContainer.Part> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ImageContainer.Part part : parts) {
            try (InputStream in = open(part)) {
                in.transferTo(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ImageContainer.Part.of(bytes.toByteArray());
    }

    private static byte[] comment(ImageFormat format, String imageId) {
        return format.container().comment(Marks.SIMULATED + " " + imageId);
    }
}
