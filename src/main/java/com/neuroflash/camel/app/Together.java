package com.neuroflash.camel.app;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads many objects of a sink at once: a store over a network answers each after a while. */
final class Together implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int SLICE = 256;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "sink-reader");
        thread.setDaemon(true);
        return thread;
    });

    /** The results in the values' order. */
    <T, R> List<R> map(List<T> values, Function<T, R> reading) {
        List<CompletableFuture<R>> results = values.stream()
                .map(value -> CompletableFuture.supplyAsync(() -> reading.apply(value), threads))
                .toList();
        try {
            return results.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** Hands results on in the values' order, with bounded memory. */
    <T, R> void forEach(Stream<T> values, Function<T, R> reading, Consumer<R> results) {
        Iterator<T> left = values.iterator();
        while (left.hasNext()) {
            List<T> slice = new ArrayList<>(SLICE);
            while (left.hasNext() && slice.size() < SLICE) {
                slice.add(left.next());
            }
            map(slice, reading).forEach(results);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
