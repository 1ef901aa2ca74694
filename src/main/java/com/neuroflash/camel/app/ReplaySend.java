package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Counted;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets dead letters be replayed, one after the other; a crash leaves each of them here or there. */
final class ReplaySend {
    private final ReplayCounts counts;
    private final ReplayCost cost;
    private final Limits limits;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Map<String, Object>> json = new ArrayList<>();
    private ReplayCost.Estimate total = ReplayCost.Estimate.NOTHING;
    private int replayed;
    private int skipped;

    /**
     * What a person allows.
     *
     * @param mostLetters how many letters at most
     * @param mostReplays how often one letter at most
     * @param force whether those that were replayed so often, or may be paid again, are replayed all the same
     * @param dryRun whether nothing is done
     * @param forgotten what ended before this time the ledger knows no more
     */
    record Limits(int mostLetters, int mostReplays, boolean force, boolean dryRun, Instant forgotten) {}

    ReplaySend(ReplayCounts counts, ReplayCost cost, Limits limits) {
        this.counts = requireNonNull(counts, "counts is null");
        this.cost = requireNonNull(cost, "cost is null");
        this.limits = requireNonNull(limits, "limits is null");
        rows.add(List.of(
                "ID", "PROMPTS", "COSTS AT MOST", "PAID", "KNOWN", "REFUSED", limits.dryRun ? "WOULD" : "DONE"));
    }

    /** Replays them, longest stored first; status 1 when one that was chosen is left. */
    Answer answer(List<Letter> letters) {
        letters.stream().takeWhile(letter -> replayed < limits.mostLetters).forEach(this::send);
        List<String> text = new ArrayList<>(rows.size() > 1 ? PlainText.table(rows) : List.of());
        int left = letters.size() - replayed - skipped;
        text.add(summary() + (left > 0 ? "; " + left + " more: --limit" : ""));
        cost.caution().ifPresent(text::add);
        Object answer = new JsonFields()
                .put("dry_run", limits.dryRun)
                .put("replayed", replayed)
                .put("skipped", skipped)
                .put("left", left)
                .put("most_images", total.mostImages())
                .put("paid_images", total.paidImages())
                .put("letters", json)
                .put("caution", cost.caution())
                .map();
        return new Answer(answer, text, skipped == 0 ? 0 : 1);
    }

    private void send(Letter letter) {
        ReplayCost.Estimate estimate = ReplayCost.Estimate.NOTHING;
        Optional<String> obstacle;
        try {
            estimate = cost.of(letter);
            int replays = letter.replays(counts);
            obstacle = obstacle(letter, replays, estimate);
            if (obstacle.isEmpty() && !limits.dryRun) {
                obstacle = replay(letter, replays);
            }
        } catch (IOException failure) {
            obstacle = Optional.of("it can't be read or moved: " + failure);
        }
        if (obstacle.isEmpty()) {
            replayed++;
            total = total.plus(estimate);
        } else {
            skipped++;
        }
        tell(letter, estimate, obstacle);
    }

    private Optional<String> obstacle(Letter letter, int replays, ReplayCost.Estimate estimate) throws IOException {
        if (replays >= limits.mostReplays && !limits.force) {
            return Optional.of(
                    "replayed " + Counted.of(replays, "time") + " already: correct " + letter.body() + ", or --force");
        }
        Optional<String> danger = limits.force ? Optional.empty() : letter.danger(estimate, limits.forgotten);
        return letter.obstacle().or(() -> danger);
    }

    /** The count first: a crash may count a replay that was none, and never forgets one that was. */
    private Optional<String> replay(Letter letter, int replays) throws IOException {
        counts.put(letter.keys(), replays + 1);
        return letter.replay() ? Optional.empty() : Optional.of("it is gone, or being replayed already");
    }

    private void tell(Letter letter, ReplayCost.Estimate estimate, Optional<String> obstacle) {
        rows.add(List.of(
                letter.shortId(),
                Integer.toString(estimate.prompts()),
                Counted.of(estimate.mostImages(), "image"),
                Integer.toString(estimate.paidImages()),
                Integer.toString(estimate.known()),
                Integer.toString(estimate.refused()),
                obstacle.map(why -> "skipped: " + why).orElse(done(estimate))));
        json.add(new JsonFields()
                .put("id", letter.id())
                .put("replayed", obstacle.isEmpty() && !limits.dryRun)
                .put("skipped", obstacle)
                .put("prompts", estimate.prompts())
                .put("sent", estimate.sent())
                .put("most_images", estimate.mostImages())
                .put("paid_images", estimate.paidImages())
                .put("known", estimate.known())
                .put("refused", estimate.refused())
                .map());
    }

    private String done(ReplayCost.Estimate estimate) {
        String done = limits.dryRun ? "be replayed" : "replayed";
        return estimate.isRefusedWholly() ? done + ", only to be refused again: correct it first" : done;
    }

    private String summary() {
        String letters = Counted.of(replayed, "letter");
        String costs = "costs at most " + Counted.of(total.mostImages(), "image") + "; "
                + Counted.of(total.paidImages(), "image") + " paid already, to be delivered free";
        String left = skipped == 0 ? "" : "; " + skipped + " skipped";
        return limits.dryRun
                ? letters + " would be replayed: " + costs + left + "; nothing was changed"
                : letters + " replayed, at once by a running service, else by the next one: " + costs + left;
    }
}
