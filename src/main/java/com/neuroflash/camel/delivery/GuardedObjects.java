package com.neuroflash.camel.delivery;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A listing whose failures on the way are those of a sink that can't be read. */
final class GuardedObjects<T> implements Iterator<T> {
    private final Iterator<T> objects;
    private final Function<RuntimeException, RuntimeException> translation;

    private GuardedObjects(Iterator<T> objects, Function<RuntimeException, RuntimeException> translation) {
        this.objects = objects;
        this.translation = translation;
    }

    static <T> Stream<T> stream(Iterator<T> objects, Function<RuntimeException, RuntimeException> translation) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new GuardedObjects<>(objects, translation), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public boolean hasNext() {
        return guarded(objects::hasNext);
    }

    @Override
    public T next() {
        return guarded(objects::next);
    }

    private <R> R guarded(Supplier<R> step) {
        try {
            return step.get();
        } catch (RuntimeException failure) {
            throw translation.apply(failure);
        }
    }
}
