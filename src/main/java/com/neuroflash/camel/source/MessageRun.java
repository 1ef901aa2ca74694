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

    /** Puts a letter where dead letters are; says where. */
    private interface Storing {
        String store() throws IOException;
    }

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

    /**
     * Reads and sends its prompts, with the permit that the source has taken or one of its own. One that came to its end
     * before, but for its dead letter, is not sent again.
     */
    void feed(Optional<Intake.Permit> taken) {
        Optional<List<LineFailure>> failed = isTooLarge() ? Optional.of(tooLarge()) : deadLetters.unstored(message);
        if (failed.isPresent()) {
            store(failed.get());
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

    private boolean isTooLarge() {
        return message.length() > mostBytes;
    }

    private List<LineFailure> tooLarge() {
        FieldProblem problem = new FieldProblem(
                "message", "is too large: expected at most " + mostBytes + " bytes, found " + message.length());
        return List.of(LineFailure.refused(1, List.of(problem)));
    }

    /** Stores it without reading it. */
    void refuse(FieldProblem problem) {
        List<LineFailure> failures = List.of(LineFailure.refused(1, List.of(problem)));
        store(failures, () -> deadLetters.store(new RefusedMessage(message, problem), failures.get(0)));
    }

    private void ended(BatchResult result) {
        if (result.stopped()) {
            keep();
            return;
        }
        if (result.parked() > 0) {
            LOG.info("{}: {}", message, result.told());
        }
        List<LineFailure> failures = new ArrayList<>(result.failures());
        result.unreadable().ifPresent(failures::add);
        store(failures);
    }

    /** A stop gives no message back that the ledger can keep: a rolling update must not use up its redeliveries. */
    void keep() {
        try {
            store(isTooLarge() ? tooLarge() : keepPrompts());
        } catch (LedgerUnavailableException away) {
            String stops = entrance.intake().isStopped() ? "the pipeline stops and " : "";
            end(new MessageUnfinishedException(stops + "the ledger is away: " + away.getMessage()));
        } catch (MessageUnfinishedException unfinished) {
            end(unfinished);
        } catch (IOException | RuntimeException unexpected) {
            LOG.error("{} can't be kept in the ledger", message, unexpected);
            end(new MessageUnfinishedException("it can't be kept in the ledger: " + unexpected));
        }
    }

    private List<LineFailure> keepPrompts() throws IOException {
        List<LineFailure> failures = new ArrayList<>();
        try (PromptReader reader = message.reader()) {
            for (Optional<PromptLine> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (next.get() instanceof PromptLine.Parsed line) {
                    keep(line).ifPresent(failures::add);
                } else {
                    failures.add(LineFailure.of((PromptLine.Refused) next.get()));
                }
            }
        }
        return failures;
    }

    private Optional<LineFailure> keep(PromptLine.Parsed line) {
        try {
            PromptSource source = new PromptSource(message.place(), line.number());
            if (!entrance.waitingRoom().keep(line.message(), source, message.identity(line))) {
                throw new MessageUnfinishedException("its line " + line.number() + " has failed and can't go on now");
            }
            return Optional.empty();
        } catch (PromptFailedException refused) {
            return Optional.of(LineFailure.of(line.number(), refused));
        }
    }

    private void store(List<LineFailure> failures) {
        store(failures, () -> deadLetters.store(message, failures));
    }

    private void store(List<LineFailure> failures, Storing letter) {
        try {
            if (!failures.isEmpty()) {
                LOG.warn(
                        "{}: {} failed; see {}. The first: {}",
                        message,
                        failures.size() == 1 ? "its prompt" : failures.size() + " of its prompts",
                        letter.store(),
                        failures.get(0).reason());
            }
            deadLetters.stored(message);
        } catch (IOException | RuntimeException unwritable) {
            unstored(failures, unwritable);
            return;
        }
        end();
    }

    private void unstored(List<LineFailure> failures, Exception unwritable) {
        if (deadLetters.isNewlyUnstored(message, failures)) {
            LOG.error(
                    "{}: its dead letter can't be stored; it stays with its source: {}",
                    message,
                    unwritable.toString());
        } else {
            LOG.debug("{}: its dead letter still can't be stored: {}", message, unwritable.toString());
        }
        end(new MessageUnfinishedException("its dead letter can't be stored: " + unwritable));
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
