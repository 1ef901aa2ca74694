package com.neuroflash.camel.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class LostLedgerOverDirectoryTest extends LostLedgerContract {
    @Override
    void put(String key, byte[] bytes) {
        try {
            Files.createDirectories(file(key).getParent());
            Files.write(file(key), bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    void remove(String key) {
        try {
            Files.delete(file(key));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    Map<String, String> sinkSettings() {
        return Map.of();
    }

    private Path file(String key) {
        return directory.resolve("data/outbox").resolve(key);
    }
}
