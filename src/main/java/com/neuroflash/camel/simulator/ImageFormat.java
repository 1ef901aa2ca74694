package com.neuroflash.camel.simulator;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A format that images are made in. */
enum ImageFormat {
    PNG("png", new PngContainer()),
    JPEG("jpg", new JpegContainer()),
    WEBP("webp", new WebpContainer());

    private final String extension;
    private final ImageContainer container;

    ImageFormat(String extension, ImageContainer container) {
        this.extension = extension;
        this.container = container;
    }

    static ImageFormat named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String extension() {
        return extension;
    }

    String contentType() {
        return "image/" + name().toLowerCase(Locale.ROOT);
    }

    ImageContainer container() {
        return container;
    }

    byte[] encode(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(contentType()).next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), writer.getDefaultWriteParam());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LinkageError e) {
            throw Refusal.detail(500, "This machine has no native encoder for " + name() + "; ask for png or jpeg");
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
