package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the sinks whether they are back. */
final class SinkLook implements Gate.Probe {
    private static final Logger LOG = LoggerFactory.getLogger(SinkLook.class);

    private final BooleanSupplier ready;
    private final Executor threads;

    SinkLook(BooleanSupplier ready, Executor threads) {
        this.ready = requireNonNull(ready, "ready is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    @Override
    public boolean canTell(Stage stage) {
        return stage == Stage.DELIVER;
    }

    @Override
    public void look(Consumer<Boolean> inOrder) {
        try {
            threads.execute(() -> inOrder.accept(isReady()));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("nobody asks the sinks any more: the pipeline stops");
        }
    }

    private boolean isReady() {
        try {
            return ready.getAsBoolean();
        } catch (RuntimeException unexpected) {
            LOG.debug("the sinks can't be asked", unexpected);
            return false;
        }
    }
}
