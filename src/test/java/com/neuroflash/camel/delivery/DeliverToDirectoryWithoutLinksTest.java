package com.neuroflash.camel.delivery;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A file system without hard links, in one process. */
class DeliverToDirectoryWithoutLinksTest extends DirectorySinkContract {
    @TempDir
    Path root;

    @Override
    Path root() {
        return root;
    }

    @Override
    DirectorySink directorySink() {
        return new DirectorySink(root, new MovePublication());
    }
}
