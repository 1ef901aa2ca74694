package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.Model;
import com.neuroflash.camel.api.NeuroflashException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The models, asked for once and again when they have become old; old ones serve while new ones can't be had. */
final class ModelCatalog {
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Supplier<List<Model>> source;
    private final LongSupplier nanoTime;
    private List<Model> models;
    private long fetchedAt;

    ModelCatalog(Supplier<List<Model>> source, LongSupplier nanoTime) {
        this.source = requireNonNull(source, "source is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /**
     * The models.
     *
     * @param anew asks the server even if they are fresh, and lets its failure through
     */
    synchronized List<Model> models(boolean anew) {
        boolean old = models == null || nanoTime.getAsLong() - fetchedAt > FRESH.toNanos();
        if (anew || old) {
            refresh(anew);
        }
        return models;
    }

    private void refresh(boolean anew) {
        try {
            models = List.copyOf(source.get());
            fetchedAt = nanoTime.getAsLong();
        } catch (NeuroflashException failure) {
            if (anew || models == null) {
                throw failure;
            }
        }
    }
}
