package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides over all attempts of one likeness at once: which adopts which batch, which was not billed, which must wait and
 * which can't be known. The same input gives the same decisions in every process.
 *
 * @param profile the server's ways
 * @param lags how long the history was seen to take
 * @param rules the assumptions
 */
public record Settlement(ServerProfile profile, LagStatistics lags, BillingRules rules) {
    private static final Comparator<Attempt> OLDEST_FIRST =
            Comparator.comparing((Attempt attempt) -> attempt.sent().earliest()).thenComparing(Attempt::id);

    /** Checks that all are there. */
    public Settlement {
        requireNonNull(profile, "profile is null");
        requireNonNull(lags, "lags is null");
        requireNonNull(rules, "rules is null");
    }

    /** T of a group: from here on the history shows whatever of it was billed. */
    public Instant settlesAt(List<Attempt> group) {
        return group.stream()
                .map(attempt -> attempt.settlesAt(rules))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /** How far down a walk must go for this group; empty for the end of the history. */
    public Optional<Instant> floor(List<Attempt> group) {
        List<Optional<Instant>> floors =
                open(group).stream().map(evidence()::floor).toList();
        return floors.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : floors.stream().flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /** A watermark for an attempt that is about to be sent, from the newest known rows. */
    public static Watermark watermark(FrozenRequest request, List<Batch> known, Claims claims) {
        Optional<Instant> newest = known.stream()
                .flatMap(batch -> batch.rows().stream())
                .flatMap(row -> row.createdAt().stream())
                .max(Comparator.naturalOrder());
        List<String> lookingAlike = claims.unclaimed(known).stream()
                .flatMap(batch -> batch.rows().stream())
                .filter(row -> looksAlike(request, row))
                .map(HistoryEntry::outputImageId)
                .toList();
        return new Watermark(newest, Set.copyOf(lookingAlike));
    }

    /** Those batches with a row whose prompt may stem from this request's. */
    public static List<Batch> lookingAlike(FrozenRequest request, List<Batch> batches) {
        return batches.stream()
                .filter(batch -> batch.rows().stream().anyMatch(row -> looksAlike(request, row)))
                .toList();
    }

    private static boolean looksAlike(FrozenRequest request, HistoryEntry row) {
        return row.prompt()
                .map(prompt -> Prompts.mayStemFrom(prompt, request.request().prompt()))
                .orElse(true);
    }

    /**
     * Decides, by attempt id.
     *
     * @param group all attempts of one likeness that are PREPARED, UNKNOWN or UNIDENTIFIED
     * @param view what the history showed; read after the group
     * @param claims what has an owner; read after the history
     */
    public Map<String, Decision> decide(List<Attempt> group, HistoryView view, Claims claims) {
        List<Attempt> open = open(group);
        if (open.size() < group.size()) {
            return all(open, new Decision.Wait(settlesAt(group), Decision.Wait.Cause.IN_FLIGHT));
        }
        List<Batch> free = new ArrayList<>(claims.unclaimed(view.batches()));
        boolean settled = view.whole() && !view.begun().isBefore(settlesAt(group));
        Map<String, Decision> decisions = new LinkedHashMap<>();
        new Matching(evidence()).match(open, free).forEach((attempt, batch) -> {
            free.remove(batch);
            decisions.put(attempt.id(), new Decision.Adopt(batch, settled || batch.size() >= attempt.wholeAt()));
        });
        open.stream()
                .filter(attempt -> !decisions.containsKey(attempt.id()))
                .forEach(attempt -> decisions.put(attempt.id(), withoutBatch(attempt, settlesAt(group), view, free)));
        return decisions;
    }

    private Decision withoutBatch(Attempt attempt, Instant settlesAt, HistoryView view, List<Batch> free) {
        if (view.begun().isBefore(settlesAt)) {
            return new Decision.Wait(settlesAt, Decision.Wait.Cause.SETTLING);
        }
        if (view.gaveUp()) {
            return doubt(attempt, Decision.Doubt.HISTORY_NOT_WHOLE);
        }
        if (!view.agreesSince(settlesAt) || !view.reaches(evidence().floor(attempt))) {
            return new Decision.Wait(view.begun(), Decision.Wait.Cause.WALKS_NEEDED);
        }
        return reasonToDoubt(attempt, free)
                .map(reason -> doubt(attempt, reason))
                .orElseGet(Decision.Absent::new);
    }

    private Optional<Decision.Doubt> reasonToDoubt(Attempt attempt, List<Batch> free) {
        if (attempt.state() == AttemptState.UNIDENTIFIED) {
            return Optional.of(Decision.Doubt.BILLED_WITHOUT_IDS);
        }
        if (free.stream().anyMatch(batch -> evidence().isLoose(attempt, batch))) {
            return Optional.of(Decision.Doubt.LOOKS_LIKE_OURS);
        }
        if (!profile.isCalibratedFor(attempt)) {
            return Optional.of(Decision.Doubt.NOT_CALIBRATED);
        }
        return lags.suspendsAbsent(rules) ? Optional.of(Decision.Doubt.LAG_SUSPENDED) : Optional.empty();
    }

    /** What is billed for certain is never sent again without a person. */
    private Decision doubt(Attempt attempt, Decision.Doubt reason) {
        boolean waives = rules.onAmbiguous() == BillingRules.OnAmbiguous.RESUBMIT
                && attempt.state() != AttemptState.UNIDENTIFIED;
        return waives ? new Decision.Waive(reason) : new Decision.Held(reason);
    }

    private Evidence evidence() {
        return new Evidence(profile, rules);
    }

    private static List<Attempt> open(List<Attempt> group) {
        return group.stream()
                .filter(attempt -> attempt.state().isOpen())
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private static Map<String, Decision> all(List<Attempt> attempts, Decision decision) {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        attempts.forEach(attempt -> decisions.put(attempt.id(), decision));
        return decisions;
    }
}
