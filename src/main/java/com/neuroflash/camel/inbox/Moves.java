package com.neuroflash.camel.inbox;

import com.neuroflash.camel.source.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Renames a file inside the inbox's tree, so that after a crash it is in one place or in the other; or removes it. */
interface Moves {
    void move(Path from, Path to) throws IOException;

    /** Removes a file whose content is elsewhere. */
    default void remove(Path file) throws IOException {
        Files.delete(file);
        Durable.sync(file.getParent());
    }

    /** One atomic rename, on the disk where the system can sync a directory. */
    static Moves durable() {
        return (from, to) -> {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            Durable.sync(to.getParent());
        };
    }
}
