package com.neuroflash.camel.billing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives batches to attempts: oldest batch first, to the oldest attempt it fits. Attempts of equal F are interchangeable;
 * a batch that may be of attempts of different F is given to none.
 *
 * @param evidence what fits
 */
record Matching(Evidence evidence) {
    Map<Attempt, Batch> match(List<Attempt> oldestFirst, List<Batch> unclaimed) {
        Map<Attempt, Batch> matched = new LinkedHashMap<>();
        List<Attempt> left = new ArrayList<>(oldestFirst);
        for (Batch batch : unclaimed.stream().sorted(Batch.OLDEST_FIRST).toList()) {
            if (isUnambiguous(batch, oldestFirst)) {
                best(batch, left).ifPresent(attempt -> {
                    matched.put(attempt, batch);
                    left.remove(attempt);
                });
            }
        }
        return matched;
    }

    private boolean isUnambiguous(Batch batch, List<Attempt> attempts) {
        return attempts.stream()
                        .filter(attempt -> evidence.isPossible(attempt, batch))
                        .map(attempt -> attempt.request().fingerprint())
                        .distinct()
                        .count()
                == 1;
    }

    /** An answer without ids was billed for certain, so it comes before those that may not have been. */
    private Optional<Attempt> best(Batch batch, List<Attempt> left) {
        List<Attempt> fitting = left.stream()
                .filter(attempt -> evidence.isStrict(attempt, batch))
                .toList();
        return fitting.stream()
                .filter(attempt -> attempt.state() == AttemptState.UNIDENTIFIED)
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }
}
