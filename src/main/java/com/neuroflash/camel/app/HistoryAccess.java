package com.neuroflash.camel.app;

import com.neuroflash.camel.component.NeuroflashComponent;
import com.neuroflash.camel.history.HistoryWalker;
import com.neuroflash.camel.history.Walk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;

/** The API's history, for a command. Bills nothing. */
final class HistoryAccess implements AutoCloseable {
    private final ApiAccess api;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final NeuroflashComponent component;

    private HistoryAccess(ApiAccess api) {
        this.api = api;
        component = api.component();
        context.addComponent("neuroflash", component);
        context.start();
    }

    /** Of the configured account; in the local profile of the built-in simulator, if no service has it. */
    static HistoryAccess open(Settings settings) {
        return new HistoryAccess(ApiAccess.open(settings));
    }

    /**
     * Every row that is not older than {@code floor}, or all.
     *
     * @throws CommandException when the history changed too much to be read whole
     */
    Walk walk(Optional<Instant> floor) {
        Clock clock = Clock.systemUTC();
        Walk walk = new HistoryWalker(component.client(), clock::instant).walk(floor);
        walk.shortfall().ifPresent(reason -> {
            throw new CommandException("the history can't be read whole: " + reason + "; try again when less is made");
        });
        return walk;
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            api.close();
        }
    }
}
