package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What a person decides about an intent that nobody works on. */
final class OperatorScript {
    private static final Set<IntentState> RESTING = Set.of(IntentState.HELD, IntentState.PARKED);

    private OperatorScript() {}

    static OperatorResult adopt(Handle handle, Identity intent, Batch batch) {
        return whenResting(handle, intent, locked -> open(handle, locked)
                .map(attempt -> {
                    SettleScript.adopt(handle, locked, attempt, batch, true);
                    return applied(IntentState.ANSWERED);
                })
                .or(() -> unfinished(handle, locked).map(attempt -> complete(handle, locked, attempt, batch)))
                .orElseGet(() -> notPossible(
                        locked, "no attempt of it may have been billed unnoticed, so no batch can be its")));
    }

    /** Billed, and some of its images are not known. */
    private static Optional<AttemptRecord> unfinished(Handle handle, IntentRows.Locked intent) {
        return attempts(handle, intent.identity()).stream()
                .filter(attempt -> Endings.isBilled(attempt.state()) && !attempt.whole())
                .findFirst();
    }

    private static OperatorResult complete(
            Handle handle, IntentRows.Locked intent, AttemptRecord attempt, Batch batch) {
        if (attempt.batchId().isPresent() && !attempt.batchId().equals(batch.batchId())) {
            return notPossible(
                    intent, "its batch is " + attempt.batchId().get() + ", of which images are delivered already");
        }
        CompletionScript.complete(handle, AttemptId.parse(attempt.id()), batch.rows(), true);
        IntentState ended =
                IntentRows.lock(handle, intent.identity()).orElseThrow().state();
        return applied(ended.isFinished() ? ended : Endings.paid(handle, intent));
    }

    static OperatorResult resubmit(Handle handle, Identity intent, Reason reason) {
        return whenResting(handle, intent, locked -> {
            if (attempts(handle, intent).stream().anyMatch(attempt -> Endings.isBilled(attempt.state()))) {
                return notPossible(locked, "it is paid already, and its images are delivered when it is due");
            }
            waive(handle, locked, reason);
            IntentRows.become(handle, intent, IntentState.PARKED, Optional.empty(), Endings.NOW, Optional.of(reason));
            return applied(IntentState.PARKED);
        });
    }

    static OperatorResult drop(Handle handle, Identity intent, Reason reason) {
        return whenResting(handle, intent, locked -> {
            waive(handle, locked, reason);
            IntentRows.become(handle, intent, IntentState.DROPPED, Optional.empty(), Endings.NOW, Optional.of(reason));
            return applied(IntentState.DROPPED);
        });
    }

    static OperatorResult claimed(Handle handle, Identity intent) {
        IntentState state = IntentRows.find(handle, List.of(intent)).get(intent).state();
        return new OperatorResult.NotPossible(
                state, "the batch or one of its images is another intent's; choose an unclaimed one");
    }

    private interface Choice {
        OperatorResult decide(IntentRows.Locked intent);
    }

    private static OperatorResult whenResting(Handle handle, Identity intent, Choice choice) {
        Optional<IntentRows.Locked> locked = IntentRows.lock(handle, intent);
        if (locked.isEmpty()) {
            return new OperatorResult.NotFound();
        }
        if (!RESTING.contains(locked.get().state())) {
            return notPossible(
                    locked.get(),
                    "it must be held or parked; found " + locked.get().state()
                            + (locked.get().owner().isPresent()
                                    ? ", and a process works on it: wait until it rests"
                                    : ""));
        }
        if (attempts(handle, intent).stream().anyMatch(attempt -> attempt.state() == AttemptState.PREPARED)) {
            return notPossible(locked.get(), "an attempt of it is under way; wait until it has ended");
        }
        return choice.decide(locked.get());
    }

    private static void waive(Handle handle, IntentRows.Locked intent, Reason reason) {
        open(handle, intent)
                .ifPresent(attempt -> Endings.end(
                        handle,
                        attempt,
                        AttemptRows.Ending.of(
                                AttemptState.WAIVED, attempt.attempt().imageLimit(), attempt.because(reason))));
    }

    private static Optional<AttemptRecord> open(Handle handle, IntentRows.Locked intent) {
        return attempts(handle, intent.identity()).stream()
                .filter(attempt -> attempt.state().isOpen())
                .findFirst();
    }

    private static List<AttemptRecord> attempts(Handle handle, Identity intent) {
        return AttemptRows.ofIntents(handle, List.of(intent.value())).getOrDefault(intent, List.of());
    }

    private static OperatorResult applied(IntentState state) {
        return new OperatorResult.Applied(state);
    }

    private static OperatorResult notPossible(IntentRows.Locked intent, String message) {
        return new OperatorResult.NotPossible(intent.state(), message);
    }
}
