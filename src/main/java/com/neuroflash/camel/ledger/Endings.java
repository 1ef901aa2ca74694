package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How attempts and intents come to an end, with the intent's row locked. */
final class Endings {
    /** Due at once. */
    static final Instant NOW = Instant.EPOCH;

    private Endings() {}

    static void end(Handle handle, AttemptRecord before, AttemptRows.Ending ending) {
        end(handle, Tally.of(before), ending);
    }

    /** The attempt's new state, and the budget's difference. */
    static void end(Handle handle, Tally before, AttemptRows.Ending ending) {
        AttemptRows.end(handle, before.id(), ending);
        SpendingRows.add(handle, before.account(), before.id(), before.day(), ending.counted() - before.counted());
    }

    /** Paid: its images are to be delivered by its owner, or by whoever finds it due. */
    static IntentState paid(Handle handle, IntentRows.Locked intent) {
        IntentRows.become(handle, intent.identity(), IntentState.ANSWERED, intent.owner(), NOW, Optional.empty());
        return IntentState.ANSWERED;
    }

    /** Not billed, or let go: it may be sent again by its owner, or by whoever finds it due. */
    static IntentState unpaid(Handle handle, IntentRows.Locked intent, Reason reason) {
        if (intent.state().isFinished()) {
            return intent.state();
        }
        IntentState next = intent.owner().isPresent() ? IntentState.ACTIVE : IntentState.PARKED;
        IntentRows.become(handle, intent.identity(), next, intent.owner(), NOW, Optional.of(reason));
        return next;
    }

    /** Ends the intent when none of its images is pending and no more can appear. */
    static ImageResult.Recorded progress(
            Handle handle, IntentRows.Locked intent, Tally attempt, List<ImageRecord> images) {
        int pending = (int) images.stream()
                .filter(image -> image.state() == ImageState.PENDING)
                .count();
        if (pending > 0 || !attempt.whole() || intent.state().isFinished() || !isBilled(attempt.state())) {
            return new ImageResult.Recorded(intent.state(), pending);
        }
        Optional<Reason> failure = images.stream()
                .filter(image -> image.state() != ImageState.DELIVERED)
                .findFirst()
                .flatMap(ImageRecord::reason);
        IntentState end = failure.isPresent() ? IntentState.FAILED : IntentState.DONE;
        IntentRows.become(handle, intent.identity(), end, Optional.empty(), NOW, failure);
        return new ImageResult.Recorded(end, 0);
    }

    static boolean isBilled(AttemptState state) {
        return state == AttemptState.ANSWERED || state == AttemptState.ADOPTED;
    }
}
