package com.neuroflash.camel.component;

import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import com.neuroflash.camel.api.ViewedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An image on its way into a file: counted, bounded, and there only when it is whole. */
final class ImageFile {
    private static final String OPERATION = "view";
    private static final Pattern TYPE = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}");

    private final Path target;
    private final DataSize largest;

    ImageFile(Path target, DataSize largest) {
        this.target = target;
        this.largest = largest;
    }

    ViewedImage receive(URI url, HttpAnswer answer) {
        Path part = null;
        boolean whole = false;
        try {
            refuseWhenAnnouncedTooLarge(url, answer);
            Files.createDirectories(target.toAbsolutePath().getParent());
            part = Files.createTempFile(target.toAbsolutePath().getParent(), "neuroflash-", ".part");
            long length = copy(url, answer, part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            whole = true;
            return new ViewedImage(target, contentType(answer), length);
        } catch (IOException e) {
            throw later("the image could not be written to " + target + " (" + Failure.describe(e) + ")", e);
        } finally {
            if (!whole) {
                remove(part);
                remove(target);
            }
        }
    }

    private void refuseWhenAnnouncedTooLarge(URI url, HttpAnswer answer) {
        if (answer.length().filter(length -> length > largest.bytes()).isPresent()) {
            throw tooLarge(url);
        }
    }

    private long copy(URI url, HttpAnswer answer, Path part) throws IOException {
        long total = 0;
        byte[] buffer = new byte[16 * 1024];
        try (OutputStream file = Files.newOutputStream(part)) {
            for (int count = read(url, answer, buffer); count >= 0; count = read(url, answer, buffer)) {
                total += count;
                if (total > largest.bytes()) {
                    throw tooLarge(url);
                }
                file.write(buffer, 0, count);
            }
        }
        long announced = answer.length().orElse(total);
        if (total != announced || total == 0) {
            throw later(url.getHost() + " sent " + total + " of " + announced + " bytes", null);
        }
        return total;
    }

    private static int read(URI url, HttpAnswer answer, byte[] buffer) {
        try {
            return answer.read(buffer);
        } catch (IOException e) {
            throw later(url.getHost() + " did not send the whole image (" + Failure.describe(e) + ")", e);
        }
    }

    private RejectedException tooLarge(URI url) {
        return new RejectedException(
                OPERATION,
                200,
                "",
                OPERATION + ": the image of " + url.getHost() + " is larger than maxImageSize, " + largest
                        + "; raise it if such images are wanted.",
                null);
    }

    private static NeuroflashException later(String what, Throwable cause) {
        return new RetryLaterException(
                OPERATION, 0, "", OPERATION + ": " + what + ". It may succeed later.", null, cause);
    }

    /** The plain media type; a header of a stranger is otherwise of no use. */
    private static Optional<String> contentType(HttpAnswer answer) {
        return answer.header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> TYPE.matcher(type).matches());
    }

    private static void remove(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException ignored) {
                // what went wrong before matters more
            }
        }
    }
}
