package com.neuroflash.camel.billing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The ledger in memory: each method is one transaction. */
final class ModelLedger {
    final List<FrozenRequest> intents;
    final Map<String, Entry> attempts = new LinkedHashMap<>();
    private final boolean keyed;

    ModelLedger(List<FrozenRequest> intents, Flaw flaw) {
        this.intents = intents;
        this.keyed = flaw != Flaw.NO_CLAIM_KEY;
    }

    /** An attempt with what only the ledger knows. */
    record Entry(
            Attempt attempt,
            int intent,
            String owner,
            Claims claims,
            Optional<Instant> answered,
            Optional<Decision.Doubt> held) {
        Entry in(AttemptState state, Claims claimed) {
            return new Entry(with(state, OptionalInt.empty()), intent, owner, claimed, answered, Optional.empty());
        }

        Entry answered(AttemptState state, Claims claimed, OptionalInt images, Instant at) {
            return new Entry(with(state, images), intent, owner, claimed, Optional.of(at), Optional.empty());
        }

        Entry held(Decision.Doubt doubt) {
            return new Entry(attempt, intent, owner, claims, answered, Optional.of(doubt));
        }

        AttemptState state() {
            return attempt.state();
        }

        private Attempt with(AttemptState state, OptionalInt images) {
            return new Attempt(
                    attempt.id(),
                    attempt.request(),
                    state,
                    attempt.principal(),
                    attempt.sent(),
                    attempt.watermark(),
                    attempt.imageLimit(),
                    images);
        }
    }

    List<Entry> ofIntent(int intent) {
        return attempts.values().stream()
                .filter(entry -> entry.intent() == intent)
                .toList();
    }

    List<Entry> of(Likeness likeness) {
        return attempts.values().stream()
                .filter(entry -> entry.attempt().request().likeness().equals(likeness))
                .toList();
    }

    List<Entry> in(AttemptState state) {
        return attempts.values().stream()
                .filter(entry -> entry.state() == state)
                .toList();
    }

    Claims claims() {
        return attempts.values().stream()
                .map(Entry::claims)
                .filter(claims -> keyed)
                .reduce(Claims.none(), Claims::with);
    }

    void prepare(Attempt attempt, int intent, String owner) {
        attempts.put(
                attempt.id(), new Entry(attempt, intent, owner, Claims.none(), Optional.empty(), Optional.empty()));
    }

    /** An answer whose ids another attempt adopted meanwhile is matched anew: theirs are interchangeable. */
    void record(String id, Outcome outcome, Instant now) {
        Entry entry = attempts.get(id);
        if (entry == null || !entry.state().canBecome(outcome.state())) {
            return;
        }
        if (outcome instanceof Outcome.Answered answered) {
            Claims claimed = answered.claims();
            boolean taken = claims().conflictsWith(claimed);
            attempts.put(
                    id,
                    taken
                            ? entry.in(AttemptState.UNKNOWN, Claims.none())
                            : entry.answered(AttemptState.ANSWERED, claimed, OptionalInt.empty(), now));
        } else if (outcome instanceof Outcome.Unidentified unidentified) {
            OptionalInt images =
                    OptionalInt.of(unidentified.generation().images().size());
            attempts.put(id, entry.answered(AttemptState.UNIDENTIFIED, Claims.none(), images, now));
        } else {
            attempts.put(id, entry.in(outcome.state(), Claims.none()));
        }
    }

    void orphan(String id) {
        Entry entry = attempts.get(id);
        if (entry.state() == AttemptState.PREPARED) {
            attempts.put(id, entry.in(AttemptState.UNKNOWN, Claims.none()));
        }
    }

    void settle(String id, Decision decision) {
        Entry entry = attempts.get(id);
        if (decision instanceof Decision.Adopt adopt) {
            Claims claimed = Claims.of(adopt.batch());
            if (entry.state().canBecome(AttemptState.ADOPTED) && !claims().conflictsWith(claimed)) {
                attempts.put(id, entry.in(AttemptState.ADOPTED, claimed));
            }
        } else if (decision instanceof Decision.Absent && entry.state().canBecome(AttemptState.ABSENT)) {
            attempts.put(id, entry.in(AttemptState.ABSENT, Claims.none()));
        } else if (decision instanceof Decision.Held held && entry.state().isOpen()) {
            attempts.put(id, entry.held(held.reason()));
        }
    }

    List<Attempt> unsettled(Likeness likeness) {
        List<Attempt> group = new ArrayList<>();
        of(likeness).forEach(entry -> {
            if (entry.state().isOpen() || entry.state() == AttemptState.PREPARED) {
                group.add(entry.attempt());
            }
        });
        return group;
    }
}
