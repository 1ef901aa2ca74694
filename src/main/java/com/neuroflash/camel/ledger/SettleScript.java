package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What becomes of a group of attempts that may have been billed. */
final class SettleScript {
    private final Dialect dialect;

    SettleScript(Dialect dialect) {
        this.dialect = dialect;
    }

    /** While the likeness is locked nothing is added to the group, and while its intents are nothing changes in it. */
    SettleResult settle(Handle handle, OpenGroup group, Map<String, Decision> decisions) {
        String likeness = group.likeness().value();
        dialect.lock(handle, likeness);
        group.attempts().stream()
                .map(attempt -> AttemptId.parse(attempt.id()).intent().value())
                .distinct()
                .sorted()
                .forEach(intent -> IntentRows.lock(handle, new Identity(intent)));
        if (!isUnchanged(group.attempts(), AttemptRows.group(handle, likeness))) {
            return new SettleResult.GroupChanged();
        }
        Set<String> news = new HashSet<>();
        new TreeMap<>(decisions).forEach((attemptId, decision) -> {
            if (apply(handle, attemptId, decision)) {
                news.add(attemptId);
            }
        });
        return new SettleResult.Settled(news);
    }

    static void adopt(Handle handle, IntentRows.Locked intent, AttemptRecord attempt, Batch batch, boolean whole) {
        AttemptId id = AttemptId.parse(attempt.id());
        if (!ClaimRows.claim(handle, intent.account(), Claims.of(batch), id)) {
            throw new ClaimConflictException(attempt.id());
        }
        Endings.end(
                handle,
                attempt,
                new AttemptRows.Ending(
                        AttemptState.ADOPTED,
                        Budget.countsFor(AttemptState.ADOPTED, attempt.attempt().imageLimit(), batch.size()),
                        Optional.of(batch.size()),
                        attempt.answered(),
                        batch.batchId(),
                        attempt.detail(),
                        whole,
                        Optional.of(attempt.because(Reason.of("found in the history")))));
        ImageRows.insert(handle, id, batch.rows().stream().map(SeenImage::of).toList());
        Endings.paid(handle, intent);
    }

    /** The attempt is no longer in the way. */
    static IntentState letGo(
            Handle handle, IntentRows.Locked intent, AttemptRecord attempt, AttemptState state, Reason reason) {
        Endings.end(
                handle, attempt, AttemptRows.Ending.of(state, attempt.attempt().imageLimit(), attempt.because(reason)));
        return Endings.unpaid(handle, intent, reason);
    }

    /** Whether something became known by it. */
    private static boolean apply(Handle handle, String attemptId, Decision decision) {
        AttemptId id = AttemptId.parse(attemptId);
        IntentRows.Locked intent = IntentRows.lock(handle, id.intent()).orElseThrow();
        AttemptRecord attempt = AttemptRows.find(handle, id).orElseThrow();
        if (decision instanceof Decision.Adopt adopt) {
            adopt(handle, intent, attempt, adopt.batch(), adopt.whole());
        } else if (decision instanceof Decision.Absent) {
            letGo(handle, intent, attempt, AttemptState.ABSENT, Reason.of("not billed, as the history shows"));
        } else if (decision instanceof Decision.Waive waive) {
            letGo(
                    handle,
                    intent,
                    attempt,
                    AttemptState.WAIVED,
                    Reason.of("let go by billing.on-ambiguous=resubmit: "
                            + waive.reason().text()));
        } else if (decision instanceof Decision.Held held) {
            return hold(handle, intent, attempt, held.reason());
        }
        return !(decision instanceof Decision.Wait);
    }

    /** One that is held for the same reason already stays so, since when it was. */
    private static boolean hold(Handle handle, IntentRows.Locked intent, AttemptRecord attempt, Decision.Doubt doubt) {
        boolean same = attempt.doubt().equals(Optional.of(doubt));
        if (same && (intent.state() == IntentState.HELD || intent.state().isFinished())) {
            return false;
        }
        AttemptRows.doubt(handle, AttemptId.parse(attempt.id()), doubt);
        if (!intent.state().isFinished()) {
            IntentRows.become(
                    handle,
                    intent.identity(),
                    IntentState.HELD,
                    Optional.empty(),
                    Endings.NOW,
                    Optional.of(Reason.of(
                            attempt.isAssumed() ? AttemptRecord.ASSUMED : doubt.text(),
                            "adopt its batch, resubmit it, or drop it")));
        }
        return true;
    }

    private static boolean isUnchanged(List<Attempt> read, List<Attempt> found) {
        return states(read).equals(states(found));
    }

    private static Map<String, AttemptState> states(List<Attempt> attempts) {
        Map<String, AttemptState> states = new TreeMap<>();
        attempts.forEach(attempt -> states.put(attempt.id(), attempt.state()));
        return states;
    }
}
