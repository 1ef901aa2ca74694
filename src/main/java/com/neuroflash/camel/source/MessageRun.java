package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.intent.PromptSource;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One message on its way. */
final class MessageRun {
    private static final Logger LOG = LoggerFactory.getLogger(MessageRun.class);

    private final SourceMessage message;
    private final PromptEntrance entrance;
    private final DeadLetters deadLetters;
    private final long mostBytes;
    private final Consumer<Optional<MessageUnfinishedException>> atEnd;
    private final AtomicBoolean ended = new AtomicBoolean();

    MessageRun(
            SourceMessage message,
            PromptEntrance entrance,
            DeadLetters deadLetters,
            long mostBytes,
            Consumer<Optional<MessageUnfinishedException>> atEnd) {
        this.message = requireNonNull(message, "message is null");
        this.entrance = requireNonNull(entrance, "entrance is null");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters is null");
        this.mostBytes = mostBytes;
        this.atEnd = requireNonNull(atEnd, "atEnd is null");
    }

    /** Reads and sends its prompts, with the permit that the source has taken or one of its own. */
    void feed(Optional<Intake.Permit> taken) {
        if (message.length() > mostBytes) {
            refuse(new FieldProblem(
                    "message", "is too large: expected at most " + mostBytes + " bytes, found " + message.length()));
            return;
        }
        Optional<Intake.Permit> permit = taken;
        try {
            permit = taken.isPresent() ? taken : entrance.intake().acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (permit.isEmpty()) {
            keep();
            return;
        }
        new PromptBatch(message.place(), entrance, message::identity, this::ended).feed(message::reader, permit.get());
    }

    /** Stores it without reading it. */
    void refuse(FieldProblem problem) {
        store(List.of(LineFailure.refused(1, List.of(problem))));
    }

    private void ended(BatchResult result) {
        if (result.stopped()) {
            keep();
            return;
        }
        if (result.parked() > 0) {
            LOG.info("{}: {} prompts wait in the ledger; see the command ledger list", message, result.parked());
        }
        List<LineFailure> failures = new ArrayList<>(result.failures());
        result.unreadable().ifPresent(failures::add);
        store(failures);
    }

    /** A stop gives no message back that the ledger can keep: a rolling update must not use up its redeliveries. */
    void keep() {
        List<LineFailure> failures = new ArrayList<>();
        try (PromptReader reader = message.reader()) {
            for (Optional<PromptLine> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (next.get() instanceof PromptLine.Parsed line) {
                    keep(line).ifPresent(failures::add);
                } else {
                    failures.add(LineFailure.of((PromptLine.Refused) next.get()));
                }
            }
        } catch (LedgerUnavailableException | IOException away) {
            end(new MessageUnfinishedException("the pipeline stops and the ledger is away: " + away.getMessage()));
            return;
        }
        store(failures);
    }

    private Optional<LineFailure> keep(PromptLine.Parsed line) {
        try {
            PromptSource source = new PromptSource(message.place(), line.number());
            entrance.waitingRoom().keep(line.message(), source, message.identity(line));
            return Optional.empty();
        } catch (PromptFailedException refused) {
            return Optional.of(LineFailure.of(line.number(), refused));
        }
    }

    private void store(List<LineFailure> failures) {
        try {
            if (!failures.isEmpty()) {
                LOG.warn(
                        "{}: {} failed; see {}. The first: {}",
                        message,
                        failures.size() == 1 ? "its prompt" : failures.size() + " of its prompts",
                        deadLetters.store(message, failures),
                        failures.get(0).reason());
            }
            end();
        } catch (IOException | RuntimeException unwritable) {
            LOG.error(
                    "{}: its dead letter can't be stored; it stays with its source: {}",
                    message,
                    unwritable.toString());
            end(new MessageUnfinishedException("its dead letter can't be stored: " + unwritable));
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            atEnd.accept(Optional.empty());
        }
    }

    void end(MessageUnfinishedException why) {
        if (ended.compareAndSet(false, true)) {
            atEnd.accept(Optional.of(why));
        }
    }
}
