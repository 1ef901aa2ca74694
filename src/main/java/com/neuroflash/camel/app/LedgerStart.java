package com.neuroflash.camel.app;

import com.neuroflash.camel.delivery.SinkUnavailableException;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the ledger for {@code run}, unless it seems to be lost. */
final class LedgerStart {
    private LedgerStart() {}

    /**
     * Opens it.
     *
     * @param sinks of the configuration; one that can't be read seems to be empty
     * @throws StartException when it is empty although images were delivered, or that can't be told
     * @throws com.neuroflash.camel.ledger.LedgerRefusedException when another {@code run} has it, or a newer release made
     *     it
     */
    static Ledger open(Settings settings, Sinks sinks) {
        Ledger ledger = Ledger.open(settings.ledger().toLedgerSettings(LedgerSettings.Access.RUN));
        try {
            if (ledger.operator().isEmpty()) {
                for (Sink sink : sinks.readable()) {
                    requireNew(settings, sink);
                }
            }
            return ledger;
        } catch (RuntimeException refused) {
            ledger.close();
            throw refused;
        }
    }

    private static void requireNew(Settings settings, Sink sink) {
        String empty = "the ledger " + settings.ledger().place() + " is empty";
        try {
            if (isThere(settings, sink) && sink.inventory().orElseThrow().holdsSidecars()) {
                throw new StartException(
                        empty + ", but images were delivered to the sink: expected the ledger that knows"
                                + " them, without which they are billed again when their prompts come again. Set ledger.url or"
                                + " app.data-directory to where it is; if it is lost, call ledger rebuild (reads the sidecars in"
                                + " the sink); if it is meant to be empty, ledger new");
            }
        } catch (SinkUnavailableException unreadable) {
            throw new StartException(
                    empty + ", and whether it is new or lost can't be told: " + unreadable.getMessage()
                            + ". Start when the sink can be read, or call ledger new",
                    unreadable);
        }
    }

    /** The very first start makes a directory of ours later; any other that is not there may not be mounted yet. */
    private static boolean isThere(Settings settings, Sink sink) {
        Path directory = settings.delivery().directory();
        boolean ours = sink.name().equals(SinkSettings.DIRECTORY)
                && directory.startsWith(settings.app().dataDirectory());
        return !ours || Files.exists(directory);
    }
}
