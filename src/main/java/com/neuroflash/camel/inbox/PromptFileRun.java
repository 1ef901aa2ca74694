package com.neuroflash.camel.inbox;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.PipelineProperties;
import com.neuroflash.camel.intent.PipelineStoppedException;
import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.intent.PromptSource;
import com.neuroflash.camel.prompt.PromptFormat;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file on its way: reads it lazily, remembers what failed, and ends when its last prompt has. */
final class PromptFileRun {
    private static final Logger LOG = LoggerFactory.getLogger(PromptFileRun.class);

    private final Path file;
    private final Intake intake;
    private final FinishedFiles finishedFiles;
    private final Endpoint endpoint;
    private final AsyncProducer prompts;
    private final Consumer<Boolean> atEnd;
    private final FileIdentity fileIdentity;

    private final List<LineFailure> failures = new ArrayList<>();
    private final Set<Long> unfinished = new HashSet<>();
    private Optional<LineFailure> unreadable = Optional.empty();
    private long delivered;
    private long lastLine;
    private long bytesRead;
    private boolean stopped;
    private boolean moveFailed;
    private int open = 1;

    PromptFileRun(
            Path file,
            Intake intake,
            FinishedFiles finishedFiles,
            Endpoint endpoint,
            AsyncProducer prompts,
            Consumer<Boolean> atEnd) {
        this.fileIdentity = FileIdentity.of(file);
        this.file = file;
        this.intake = intake;
        this.finishedFiles = finishedFiles;
        this.endpoint = endpoint;
        this.prompts = prompts;
        this.atEnd = atEnd;
    }

    /** Reads and sends until the end of the file or of the pipeline. */
    void feed(Intake.Permit first) {
        Intake.Permit permit = first;
        try (PromptReader reader = PromptReader.open(file)) {
            for (Optional<PromptLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                read(line.get(), reader.bytesRead());
                if (line.get() instanceof PromptLine.Parsed parsed) {
                    send(parsed, permit);
                    if (hasOnePrompt()) {
                        break;
                    }
                    Optional<Intake.Permit> next = intake.acquire();
                    if (next.isEmpty()) {
                        stop();
                        break;
                    }
                    permit = next.get();
                }
            }
        } catch (IOException failure) {
            unreadable(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop();
        } finally {
            permit.close();
            close();
        }
    }

    private boolean hasOnePrompt() {
        return PromptFormat.of(file.getFileName().toString())
                .filter(PromptFormat::hasManyPrompts)
                .isEmpty();
    }

    private synchronized void read(PromptLine line, long bytes) {
        lastLine = line.number();
        bytesRead = bytes;
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
        exchange.setProperty(PipelineProperties.PERMIT, permit);
        synchronized (this) {
            open++;
        }
        prompts.process(exchange, doneSync -> {
            permit.close();
            record(line.number(), exchange.getException());
        });
    }

    private void record(long line, Exception failure) {
        synchronized (this) {
            if (failure == null) {
                delivered++;
            } else if (failure instanceof PipelineStoppedException) {
                unfinished.add(line);
                stopped = true;
            } else if (failure instanceof PromptFailedException failed) {
                failures.add(new LineFailure(
                        line, failed.getMessage(), failed.status(), failed.whatToDo(), Optional.empty()));
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
        boolean moved = tryFinish();
        atEnd.accept(moved);
    }

    /** Moves the file away; false when that is not possible now, and then it must not be read again but moved later. */
    boolean tryFinish() {
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

    /** Whether the file in the inbox is still the one that was read. */
    boolean isOf(FileIdentity identity) {
        return fileIdentity.equals(identity);
    }

    private void finish() throws IOException {
        FileOutcome outcome = unreadable
                .filter(whole -> delivered == 0 && failures.isEmpty())
                .map(FileOutcome::unreadable)
                .orElseGet(() -> FileOutcome.of(delivered, failures));
        if (stopped) {
            finishedFiles.keepRemaining(file, outcome, line -> line <= lastLine && !unfinished.contains(line));
            return;
        }
        finishedFiles.finish(file, outcome.withBytesRead(bytesRead));
        if (outcome.failed() > 0) {
            LOG.warn(
                    "{}: {} delivered, {} failed; see {}",
                    file.getFileName(),
                    delivered,
                    outcome.failed(),
                    Path.of(FinishedFiles.FAILED));
        } else {
            LOG.debug("{}: {} delivered", file.getFileName(), delivered);
        }
    }
}
