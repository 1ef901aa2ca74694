package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Publishes by an atomic move after a look whether the name is taken: never half a file, once among the threads of this
 * process, but two processes that put one key at the same instant may replace each other's bytes.
 */
final class MovePublication implements Publication {
    @Override
    public synchronized boolean publish(Path temporary, Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }
}
