package com.neuroflash.camel.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The image formats that are delivered; which one an image has is told by its bytes alone. */
public enum ImageFormat {
    /** Portable Network Graphics. */
    PNG("image/png", "png", Set.of("image/x-png")),
    /** JPEG in a JFIF or Exif file. */
    JPEG("image/jpeg", "jpg", Set.of("image/jpg", "image/pjpeg")),
    /** WebP, lossy or lossless. */
    WEBP("image/webp", "webp", Set.of());

    private final String contentType;
    private final String extension;
    private final Set<String> aliases;

    ImageFormat(String contentType, String extension, Set<String> aliases) {
        this.contentType = contentType;
        this.extension = extension;
        this.aliases = aliases;
    }

    /** The media type, such as {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /** The end of a file's name, without a dot, such as {@code png}. */
    public String extension() {
        return extension;
    }

    /** The format whose magic bytes these are; at least the first 12 bytes of a file are needed. */
    static Optional<ImageFormat> ofMagic(byte[] start) {
        return Arrays.stream(values()).filter(format -> format.begins(start)).findFirst();
    }

    /** Whether a server that says {@code declared} claims another image format than this one. */
    boolean isContradictedBy(String declared) {
        String type = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.startsWith("image/") && !type.equals(contentType) && !aliases.contains(type);
    }

    private boolean begins(byte[] start) {
        return switch (this) {
            case PNG -> matches(start, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A);
            case JPEG -> matches(start, 0, 0xFF, 0xD8, 0xFF);
            case WEBP -> matches(start, 0, 'R', 'I', 'F', 'F') && matches(start, 8, 'W', 'E', 'B', 'P');
        };
    }

    private static boolean matches(byte[] bytes, int offset, int... magic) {
        if (bytes.length < offset + magic.length) {
            return false;
        }
        for (int at = 0; at < magic.length; at++) {
            if ((bytes[offset + at] & 0xFF) != magic[at]) {
                return false;
            }
        }
        return true;
    }
}
