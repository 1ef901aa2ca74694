package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.PipelineStoppedException;
import com.neuroflash.camel.intent.PromptElsewhereException;
import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.intent.PromptSource;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prompts of one file or message on their way: read lazily, a permit taken before each, and ended when the last of
 * them has come to its end.
 */
public final class PromptBatch implements Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(PromptBatch.class);
    private static final int CHUNK_LINES = 200;
    private static final long CHUNK_BYTES = 256 * 1024;

    private final String name;
    private final PromptEntrance entrance;
    private final PromptIdentities identities;
    private final Consumer<BatchResult> atEnd;
    private final PromptsElsewhere elsewhere;
    private final BatchTally tally;
    private int open = 1;

    /** Opens what holds the prompts. */
    @FunctionalInterface
    public interface Opening {
        /** The reader, closed by the batch. */
        PromptReader open() throws IOException;
    }

    /**
     * A batch that is not read yet.
     *
     * @param name the file's or queue's name
     * @param identities tells each prompt's
     * @param atEnd told once, on whatever thread ended the last prompt
     */
    public PromptBatch(String name, PromptEntrance entrance, PromptIdentities identities, Consumer<BatchResult> atEnd) {
        this.name = requireNonNull(name, "name is null");
        this.entrance = requireNonNull(entrance, "entrance is null");
        this.identities = requireNonNull(identities, "identities is null");
        this.atEnd = requireNonNull(atEnd, "atEnd is null");
        tally = new BatchTally(name);
        elsewhere = new PromptsElsewhere(entrance.recall(), line -> deliveredElsewhere(), this::sendLater);
    }

    /** Reads and sends until the end, or until the pipeline stops. */
    public void feed(Opening opening, Intake.Permit first) {
        Optional<Intake.Permit> permit = Optional.of(first);
        boolean toItsEnd = false;
        entrance.begun(this);
        try (PromptReader reader = opening.open()) {
            for (List<PromptLine> chunk = chunk(reader); !chunk.isEmpty(); chunk = chunk(reader)) {
                Map<Identity, KnownIntent> known = entrance.recall().find(identities(chunk));
                for (PromptLine line : chunk) {
                    permit = feed(line, known, permit);
                    if (tally.isStopped()) {
                        return;
                    }
                }
            }
            toItsEnd = true;
        } catch (IOException failure) {
            tally.unreadable(failure);
            toItsEnd = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (LedgerUnavailableException away) {
            LOG.debug("{} is read again later: {}", name, away.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.error("{} is read again later", name, unexpected);
        } finally {
            if (!toItsEnd) {
                tally.stopped();
            }
            permit.ifPresent(Intake.Permit::close);
            close();
        }
    }

    /** Some lines at once, so that the ledger is asked for many; few enough to stay small. */
    private List<PromptLine> chunk(PromptReader reader) throws IOException {
        List<PromptLine> chunk = new ArrayList<>();
        long begin = reader.bytesRead();
        while (chunk.size() < CHUNK_LINES && reader.bytesRead() - begin < CHUNK_BYTES) {
            Optional<PromptLine> line = reader.next();
            if (line.isEmpty()) {
                break;
            }
            chunk.add(line.get());
        }
        tally.bytesRead(reader.bytesRead());
        return chunk;
    }

    private List<Identity> identities(List<PromptLine> lines) {
        List<Identity> all = new ArrayList<>();
        for (PromptLine line : lines) {
            if (line instanceof PromptLine.Parsed parsed) {
                all.add(identities.of(parsed).identity());
            }
        }
        return all;
    }

    private Optional<Intake.Permit> feed(
            PromptLine line, Map<Identity, KnownIntent> known, Optional<Intake.Permit> permit)
            throws InterruptedException {
        tally.read(line);
        if (!(line instanceof PromptLine.Parsed parsed) || isDone(parsed, known)) {
            return permit;
        }
        Optional<Intake.Permit> taken = permit.isPresent()
                ? permit
                : entrance.intake().acquireAnother(identities.of(parsed).source());
        if (taken.isEmpty()) {
            tally.stopped();
            return permit;
        }
        synchronized (this) {
            open++;
        }
        send(parsed, taken.get());
        return Optional.empty();
    }

    /** A restart over a long file answers what was delivered before without a permit. */
    private boolean isDone(PromptLine.Parsed line, Map<Identity, KnownIntent> known) {
        PromptIdentity identity = identities.of(line);
        KnownIntent intent = known.get(identity.identity());
        boolean done = intent != null
                && intent.state() == IntentState.DONE
                && intent.rawHash().filter(identity.rawHash()::equals).isPresent();
        if (done) {
            tally.deliveredBefore();
        }
        return done;
    }

    private void send(PromptLine.Parsed line, Intake.Permit permit) {
        PromptIdentity identity = identities.of(line);
        PromptSource source = new PromptSource(name, line.number());
        entrance.send(line.message(), source, identity, permit, failure -> {
            if (failure instanceof PromptElsewhereException) {
                elsewhere.add(identity.identity(), line);
            } else {
                record(line, failure);
            }
        });
    }

    /** Asks the ledger what has become of the prompts that other processes work on. */
    @Override
    public void askAgain() {
        elsewhere.askAgain();
    }

    /** What others work on is theirs. */
    @Override
    public void stopWaiting() {
        elsewhere.giveUp().forEach(line -> record(line, new PipelineStoppedException()));
    }

    private void deliveredElsewhere() {
        tally.deliveredBefore();
        close();
    }

    private void sendLater(PromptLine.Parsed line) {
        try {
            entrance.threads().execute(() -> sendAgain(line));
        } catch (RejectedExecutionException stopped) {
            record(line, new PipelineStoppedException());
        }
    }

    private void sendAgain(PromptLine.Parsed line) {
        Optional<Intake.Permit> permit = Optional.empty();
        try {
            permit = entrance.intake().acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (permit.isPresent()) {
            send(line, permit.get());
        } else {
            record(line, new PipelineStoppedException());
        }
    }

    private void record(PromptLine.Parsed line, Exception failure) {
        tally.ended(line.number(), failure);
        close();
    }

    /** One prompt, or the reading, has come to its end. */
    private void close() {
        synchronized (this) {
            open--;
            if (open > 0) {
                return;
            }
        }
        entrance.ended(this);
        atEnd.accept(tally.result());
    }
}
