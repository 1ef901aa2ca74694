package com.neuroflash.camel.delivery;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A listing that begins when it is read, and whose failures are those of a sink that can't be read. */
final class GuardedObjects<T> implements Iterator<T> {
    private final Supplier<Iterator<T>> listing;
    private final Function<RuntimeException, RuntimeException> translation;

    private Iterator<T> begun;

    private GuardedObjects(Supplier<Iterator<T>> listing, Function<RuntimeException, RuntimeException> translation) {
        this.listing = listing;
        this.translation = translation;
    }

    static <T> Stream<T> stream(
            Supplier<Iterator<T>> listing, Function<RuntimeException, RuntimeException> translation) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new GuardedObjects<>(listing, translation), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public boolean hasNext() {
        return guarded(() -> objects().hasNext());
    }

    @Override
    public T next() {
        return guarded(() -> objects().next());
    }

    private Iterator<T> objects() {
        if (begun == null) {
            begun = listing.get();
        }
        return begun;
    }

    private <R> R guarded(Supplier<R> step) {
        try {
            return step.get();
        } catch (RuntimeException failure) {
            throw translation.apply(failure);
        }
    }
}
