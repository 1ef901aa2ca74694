package com.neuroflash.camel.delivery;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** Knows of no object. */
final class NoInventory implements SinkInventory {
    @Override
    public Stream<Entry> objects() {
        return Stream.empty();
    }

    @Override
    public Optional<Entry> find(String key) {
        return Optional.empty();
    }

    @Override
    public String sha256(Entry entry) {
        throw new NoSuchElementException(entry.key());
    }

    @Override
    public Optional<byte[]> read(String key, int longest) {
        return Optional.empty();
    }
}
