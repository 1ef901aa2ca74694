package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Publishes by a hard link, which the file system refuses when the name is taken, between processes and hosts too.
 * Where links don't work it falls back to the weaker {@link MovePublication}.
 */
final class HardLinkPublication implements Publication {
    private final Publication fallback = new MovePublication();

    @Override
    public boolean publish(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
            return true;
        } catch (FileAlreadyExistsException ignored) {
            // the answer, not a failure: the name is taken
            return false;
        } catch (UnsupportedOperationException | FileSystemException failure) {
            if (isLinkless(failure)) {
                return fallback.publish(temporary, target);
            }
            throw failure;
        }
    }

    /** Whether the file system refuses the link as such; its own subtypes stand for other things that went wrong. */
    static boolean isLinkless(Exception failure) {
        return failure instanceof UnsupportedOperationException
                || failure.getClass() == FileSystemException.class
                        && !SinkUnavailableException.isFull((IOException) failure);
    }
}
