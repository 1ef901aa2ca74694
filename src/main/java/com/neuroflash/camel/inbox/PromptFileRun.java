package com.neuroflash.camel.inbox;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.Pipeline;
import com.neuroflash.camel.intent.PipelineProperties;
import com.neuroflash.camel.intent.PipelineStoppedException;
import com.neuroflash.camel.intent.PromptElsewhereException;
import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.intent.PromptParkedException;
import com.neuroflash.camel.intent.PromptSource;
import com.neuroflash.camel.intent.Recall;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file on its way: reads it lazily, remembers what failed, and ends when its last prompt has. */
final class PromptFileRun {
    private static final Logger LOG = LoggerFactory.getLogger(PromptFileRun.class);

    private static final String SOURCE = "inbox";
    private static final int CHUNK_LINES = 200;
    private static final long CHUNK_BYTES = 256 * 1024;

    private final Path file;
    private final Intake intake;
    private final Recall recall;
    private final ExecutorService threads;
    private final FinishedFiles finishedFiles;
    private final Endpoint endpoint;
    private final AsyncProducer prompts;
    private final BiConsumer<PromptFileRun, Boolean> atEnd;
    private final FileIdentity fileIdentity;

    private final List<LineFailure> failures = new ArrayList<>();
    private final Set<Long> unfinished = new HashSet<>();
    private Optional<LineFailure> unreadable = Optional.empty();
    private final PromptsElsewhere elsewhere;
    private long delivered;
    private long deliveredBefore;
    private long parked;
    private long lastLine;
    private long bytesRead;
    private boolean stopped;
    private boolean moveFailed;
    private volatile boolean ended;
    private int open = 1;

    PromptFileRun(
            Path file,
            Pipeline pipeline,
            FinishedFiles finishedFiles,
            Endpoint endpoint,
            AsyncProducer prompts,
            BiConsumer<PromptFileRun, Boolean> atEnd) {
        this.fileIdentity = FileIdentity.of(file);
        this.file = file;
        this.intake = pipeline.intake();
        this.recall = pipeline.recall();
        this.threads = pipeline.threads();
        elsewhere = new PromptsElsewhere(
                recall, line -> record(line.number(), null), line -> threads.execute(() -> sendAgain(line)));
        this.finishedFiles = finishedFiles;
        this.endpoint = endpoint;
        this.prompts = prompts;
        this.atEnd = atEnd;
    }

    /** Reads and sends until the end of the file or of the pipeline. */
    void feed(Intake.Permit first) {
        Optional<Intake.Permit> permit = Optional.of(first);
        try (PromptReader reader = PromptReader.open(file)) {
            for (List<PromptLine> chunk = chunk(reader); !chunk.isEmpty(); chunk = chunk(reader)) {
                Map<Identity, KnownIntent> known = recall.find(identities(chunk));
                for (PromptLine line : chunk) {
                    permit = feed(line, known, permit);
                    if (isStopped()) {
                        return;
                    }
                }
            }
        } catch (IOException failure) {
            unreadable(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop();
        } catch (LedgerUnavailableException away) {
            stop();
            LOG.warn("{} is read again later: {}", file.getFileName(), away.getMessage());
        } finally {
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
        bytesRead = reader.bytesRead();
        return chunk;
    }

    private List<Identity> identities(List<PromptLine> lines) {
        List<Identity> identities = new ArrayList<>();
        for (PromptLine line : lines) {
            if (line instanceof PromptLine.Parsed parsed) {
                identities.add(identity(parsed).identity());
            }
        }
        return identities;
    }

    private Optional<Intake.Permit> feed(
            PromptLine line, Map<Identity, KnownIntent> known, Optional<Intake.Permit> permit)
            throws InterruptedException {
        read(line);
        if (!(line instanceof PromptLine.Parsed parsed) || isDone(parsed, known)) {
            return permit;
        }
        Optional<Intake.Permit> taken = permit.isPresent() ? permit : intake.acquire();
        if (taken.isEmpty()) {
            unfinished(line.number());
            return permit;
        }
        send(parsed, taken.get());
        return Optional.empty();
    }

    /** A restart over a long file answers what was delivered before without a permit. */
    private boolean isDone(PromptLine.Parsed line, Map<Identity, KnownIntent> known) {
        PromptIdentity identity = identity(line);
        KnownIntent intent = known.get(identity.identity());
        boolean done = intent != null
                && intent.state() == IntentState.DONE
                && intent.rawHash().filter(identity.rawHash()::equals).isPresent();
        if (done) {
            synchronized (this) {
                delivered++;
                deliveredBefore++;
            }
        }
        return done;
    }

    private PromptIdentity identity(PromptLine.Parsed line) {
        Optional<String> id = line.message().id();
        Identity identity = id.map(own -> Identity.ofSender(SOURCE, own))
                .orElseGet(() -> Identity.ofLine(
                        SOURCE,
                        file.getFileName().toString(),
                        fileIdentity.modified().toInstant(),
                        line.number(),
                        line.sha256().getBytes(StandardCharsets.US_ASCII)));
        boolean resumed = id.flatMap(Identity::resumed).isPresent();
        return new PromptIdentity(SOURCE, identity, line.sha256(), resumed);
    }

    private synchronized void read(PromptLine line) {
        lastLine = line.number();
        if (line instanceof PromptLine.Refused refused) {
            LineFailure failure = LineFailure.of(refused);
            if (refused.refusal().wholeFile()) {
                unreadable = Optional.of(failure);
            } else {
                failures.add(failure);
            }
        }
    }

    private void send(PromptLine.Parsed line, Intake.Permit permit) {
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(line.message());
        exchange.setProperty(
                PipelineProperties.SOURCE, new PromptSource(file.getFileName().toString(), line.number()));
        exchange.setProperty(PipelineProperties.IDENTITY, identity(line));
        exchange.setProperty(PipelineProperties.PERMIT, permit);
        synchronized (this) {
            open++;
        }
        AtomicBoolean once = new AtomicBoolean();
        AsyncCallback atEnd = doneSync -> {
            if (!once.compareAndSet(false, true)) {
                return;
            }
            permit.close();
            if (exchange.getException() instanceof PromptElsewhereException) {
                elsewhere.add(identity(line).identity(), line);
            } else {
                record(line.number(), exchange.getException());
            }
        };
        try {
            prompts.process(exchange, atEnd);
        } catch (RuntimeException unexpected) {
            exchange.setException(unexpected);
            atEnd.done(true);
        }
    }

    /** Asks the ledger what has become of the prompts that other processes work on. */
    void askAgain() {
        elsewhere.askAgain();
    }

    private void sendAgain(PromptLine.Parsed line) {
        Optional<Intake.Permit> permit = Optional.empty();
        try {
            permit = intake.acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (permit.isEmpty()) {
            record(line.number(), new PipelineStoppedException());
            return;
        }
        send(line, permit.get());
        close();
    }

    /** The pipeline stops: what others work on is theirs. */
    void stopWaiting() {
        elsewhere.giveUp().forEach(line -> record(line.number(), new PipelineStoppedException()));
    }

    private void record(long line, Exception failure) {
        synchronized (this) {
            if (failure == null) {
                delivered++;
            } else if (failure instanceof PromptParkedException) {
                parked++;
            } else if (failure instanceof PipelineStoppedException) {
                unfinished.add(line);
                stopped = true;
            } else if (failure instanceof PromptFailedException failed) {
                failures.add(new LineFailure(
                        line, failed.getMessage(), failed.status(), failed.whatToDo(), failed.intent()));
            } else {
                failures.add(new LineFailure(
                        line,
                        "unexpected " + failure.getClass().getSimpleName(),
                        OptionalInt.empty(),
                        "Please report this with the log's lines around it.",
                        Optional.empty()));
                LOG.error("{}:{} failed unexpectedly", file.getFileName(), line, failure);
            }
        }
        close();
    }

    private synchronized void stop() {
        stopped = true;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized void unfinished(long line) {
        unfinished.add(line);
        stopped = true;
    }

    private synchronized void unreadable(IOException failure) {
        unreadable = Optional.of(new LineFailure(
                lastLine + 1,
                "the file can't be read on from line " + (lastLine + 1) + ": " + failure,
                OptionalInt.empty(),
                "See to the file and its rights and drop it in again.",
                Optional.empty()));
    }

    /** One prompt, or the reading, has come to its end; the last one moves the file. */
    private void close() {
        synchronized (this) {
            open--;
            if (open > 0) {
                return;
            }
        }
        boolean moved = false;
        try {
            moved = tryFinish();
        } finally {
            ended = true;
            atEnd.accept(this, moved);
        }
    }

    /** Whether all its prompts have come to their end. */
    boolean isEnded() {
        return ended;
    }

    /** Moves the file away; false when that is not possible now, and then it must not be read again but moved later. */
    synchronized boolean tryFinish() {
        try {
            finish();
            return true;
        } catch (IOException | RuntimeException failure) {
            if (!moveFailed) {
                LOG.error("{} can't be moved out of the inbox yet ({}); it is tried again", file, failure.toString());
            }
            moveFailed = true;
            return false;
        }
    }

    private void finish() throws IOException {
        if (stopped) {
            LOG.info("{} stays in the inbox; what is delivered or parked of it is in the ledger", file.getFileName());
            return;
        }
        FileOutcome outcome = outcome();
        if (!fileIdentity.isSameFileAs(FileIdentity.of(file))) {
            LOG.error(
                    "{} was replaced or removed while it was read; the new one is read next. Of the old one {} prompts"
                            + " were delivered; failed: {}",
                    file.getFileName(),
                    delivered,
                    outcome.failures());
            return;
        }
        finishedFiles.finish(file, outcome.withBytesRead(bytesRead));
        tell(outcome);
    }

    /** What can't be read any more is told beside what failed. */
    private FileOutcome outcome() {
        boolean nothingElse = delivered == 0 && parked == 0 && failures.isEmpty();
        if (unreadable.isPresent() && nothingElse) {
            return FileOutcome.unreadable(unreadable.get());
        }
        List<LineFailure> all = new ArrayList<>(failures);
        unreadable.ifPresent(all::add);
        return FileOutcome.of(delivered, parked, all);
    }

    private void tell(FileOutcome outcome) {
        if (deliveredBefore > 0) {
            LOG.info(
                    "{}: {} of its prompts were delivered before; nothing was billed for them",
                    file.getFileName(),
                    deliveredBefore);
        }
        if (parked > 0) {
            LOG.warn("{}: {} prompts wait in the ledger; see the command ledger list", file.getFileName(), parked);
        }
        if (outcome.failed() > 0) {
            LOG.warn(
                    "{}: {} delivered, {} failed; see {} below the inbox. The first: {}",
                    file.getFileName(),
                    delivered,
                    outcome.failed(),
                    FinishedFiles.FAILED,
                    outcome.failures().get(0).reason());
        } else {
            LOG.debug("{}: {} delivered", file.getFileName(), delivered);
        }
    }
}
