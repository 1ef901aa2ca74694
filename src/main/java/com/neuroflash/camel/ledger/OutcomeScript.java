package com.neuroflash.camel.ledger;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.billing.IntentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The commit after a POST. */
final class OutcomeScript {
    private final Dialect dialect;

    OutcomeScript(Dialect dialect) {
        this.dialect = dialect;
    }

    /** An attempt of a locked intent, among all of them. */
    private record Subject(IntentRows.Locked intent, Tally attempt, List<Tally> all) {
        AttemptId id() {
            return attempt.id();
        }

        AttemptState state() {
            return attempt.state();
        }

        static Subject lock(Handle handle, AttemptId id) {
            IntentRows.Locked intent = IntentRows.lock(handle, id.intent()).orElseThrow(() -> missing(id));
            List<Tally> all = Tally.ofIntent(handle, id.intent());
            Tally attempt =
                    all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(() -> missing(id));
            return new Subject(intent, attempt, all);
        }

        private static IllegalArgumentException missing(AttemptId id) {
            return new IllegalArgumentException("the attempt " + id + " is not in the ledger; prepare it first");
        }
    }

    /** With ids: claimed. */
    RecordResult answered(Handle handle, AttemptId id, Generation generation, Claims claims, Instant at) {
        Subject subject = Subject.lock(handle, id);
        if (subject.state() == AttemptState.ANSWERED || !subject.state().canBecome(AttemptState.ANSWERED)) {
            return unchanged(handle, subject, AttemptState.ANSWERED);
        }
        AttemptState next = hasMovedOn(subject) ? AttemptState.SURPLUS : AttemptState.ANSWERED;
        if (!ClaimRows.claim(handle, subject.intent().account(), claims, id)) {
            ClaimRows.undo(handle, subject.intent().account(), claims, id);
            AttemptState conflicting = next == AttemptState.SURPLUS ? next : AttemptState.UNIDENTIFIED;
            end(handle, subject, conflicting, generation, at, Optional.of(Reason.of("its ids are another's")));
            return new RecordResult.ClaimConflict(conflicting);
        }
        return end(handle, subject, next, generation, at, Optional.empty());
    }

    /** Without any id: billed for certain, and to be matched. */
    RecordResult unidentified(Handle handle, AttemptId id, Generation generation, Instant at) {
        lockLikeness(handle, id);
        Subject subject = Subject.lock(handle, id);
        if (subject.state() == AttemptState.UNIDENTIFIED || !subject.state().canBecome(AttemptState.UNIDENTIFIED)) {
            return unchanged(handle, subject, AttemptState.UNIDENTIFIED);
        }
        AttemptState next = hasMovedOn(subject) ? AttemptState.SURPLUS : AttemptState.UNIDENTIFIED;
        return end(handle, subject, next, generation, at, Optional.of(Reason.of("the answer named no id")));
    }

    RecordResult rejected(Handle handle, AttemptId id, Reason reason, Optional<Reason> failure) {
        Subject subject = Subject.lock(handle, id);
        if (subject.state() == AttemptState.REJECTED || !subject.state().canBecome(AttemptState.REJECTED)) {
            return unchanged(handle, subject, AttemptState.REJECTED);
        }
        end(handle, subject, AttemptState.REJECTED, reason);
        IntentState next = failure.isPresent()
                ? failed(handle, subject.intent(), failure.get())
                : goingOn(handle, subject.intent(), reason);
        return new RecordResult.Recorded(AttemptState.REJECTED, next, List.of());
    }

    /** From here on its likeness is barred; whoever is preparing one at this moment comes before. */
    RecordResult unknown(Handle handle, AttemptId id, Reason reason) {
        lockLikeness(handle, id);
        Subject subject = Subject.lock(handle, id);
        if (subject.state() == AttemptState.UNKNOWN || !subject.state().canBecome(AttemptState.UNKNOWN)) {
            return unchanged(handle, subject, AttemptState.UNKNOWN);
        }
        end(handle, subject, AttemptState.UNKNOWN, reason);
        return new RecordResult.Recorded(AttemptState.UNKNOWN, subject.intent().state(), List.of());
    }

    private void lockLikeness(Handle handle, AttemptId id) {
        IntentRows.request(handle, id.intent())
                .ifPresent(request -> dialect.lock(handle, request.likeness().value()));
    }

    private static void end(Handle handle, Subject subject, AttemptState next, Reason reason) {
        Endings.end(
                handle,
                subject.attempt(),
                AttemptRows.Ending.of(next, subject.attempt().imageLimit(), reason));
    }

    /** The bill is the same, whether the images are wanted (any more) or not. */
    private static RecordResult end(
            Handle handle,
            Subject subject,
            AttemptState next,
            Generation generation,
            Instant at,
            Optional<Reason> reason) {
        int images = generation.images().size();
        Endings.end(
                handle,
                subject.attempt(),
                new AttemptRows.Ending(
                        next,
                        Budget.countsFor(next, subject.attempt().imageLimit(), images),
                        Optional.of(images),
                        Optional.of(at),
                        next == AttemptState.UNIDENTIFIED ? Optional.empty() : generation.batchId(),
                        generation.detail(),
                        next != AttemptState.UNIDENTIFIED,
                        reason));
        if (next == AttemptState.ANSWERED) {
            List<SeenImage> seen =
                    generation.images().stream().map(SeenImage::of).toList();
            List<ImageRecord> records = ImageRows.insert(handle, subject.id(), seen);
            return new RecordResult.Recorded(next, Endings.paid(handle, subject.intent()), records);
        }
        IntentState intent = subject.intent().state();
        if (next == AttemptState.UNIDENTIFIED && intent == IntentState.FAILED) {
            intent = IntentState.ACTIVE;
            IntentRows.become(handle, subject.id().intent(), intent, Optional.empty(), Endings.NOW, reason);
        }
        return new RecordResult.Recorded(next, intent, List.of());
    }

    /** The intent has been sent again, or given up: what comes now is surplus. */
    private static boolean hasMovedOn(Subject subject) {
        if (subject.intent().state() == IntentState.DONE || subject.intent().state() == IntentState.DROPPED) {
            return true;
        }
        return subject.state().permitsAnother()
                && subject.all().stream().anyMatch(attempt -> !attempt.state().permitsAnother());
    }

    private static IntentState failed(Handle handle, IntentRows.Locked intent, Reason failure) {
        if (intent.state().isFinished()) {
            return intent.state();
        }
        IntentRows.become(
                handle, intent.identity(), IntentState.FAILED, Optional.empty(), Endings.NOW, Optional.of(failure));
        return IntentState.FAILED;
    }

    /** One that waited for this attempt to be settled has nothing more to wait for. */
    private static IntentState goingOn(Handle handle, IntentRows.Locked intent, Reason reason) {
        return intent.state() == IntentState.HELD || intent.state() == IntentState.PARKED
                ? Endings.unpaid(handle, intent, reason)
                : intent.state();
    }

    private static RecordResult unchanged(Handle handle, Subject subject, AttemptState asked) {
        return subject.state() == asked
                ? recorded(handle, subject, asked)
                : new RecordResult.Superseded(subject.state());
    }

    private static RecordResult recorded(Handle handle, Subject subject, AttemptState state) {
        IntentState intent =
                IntentRows.lock(handle, subject.id().intent()).orElseThrow().state();
        return new RecordResult.Recorded(state, intent, ImageRows.ofAttempt(handle, subject.id()));
    }
}
