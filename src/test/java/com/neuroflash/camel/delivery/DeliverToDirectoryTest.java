package com.neuroflash.camel.delivery;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DeliverToDirectoryTest extends DirectorySinkContract {
    @TempDir
    Path root;

    @Override
    Path root() {
        return root;
    }

    @Override
    DirectorySink directorySink() {
        return new DirectorySink(root);
    }
}
