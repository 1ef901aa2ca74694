package com.neuroflash.camel.history;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.HistoryView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one walk over the history showed.
 *
 * @param rows every row once, in the order seen
 * @param floor down to where it reached; empty when to the end
 * @param begun the server's time before the first page
 * @param ended the server's time after the last page
 * @param shortfall why it is not known to be whole; empty when it is
 */
public record Walk(
        List<HistoryEntry> rows, Optional<Instant> floor, Instant begun, Instant ended, Optional<String> shortfall) {
    /** Copies the rows. */
    public Walk {
        rows = List.copyOf(rows);
        requireNonNull(floor, "floor is null");
        requireNonNull(begun, "begun is null");
        requireNonNull(ended, "ended is null");
        requireNonNull(shortfall, "shortfall is null");
    }

    /** Whether no row that was there from begin to end is missing. */
    public boolean isWhole() {
        return shortfall.isEmpty();
    }

    /** The rows by request, oldest first. */
    public List<Batch> batches() {
        return Batch.group(rows);
    }

    /** What this walk alone allows to decide: adoptions, and whether to wait or to give up. */
    public HistoryView view() {
        return isWhole() ? HistoryView.single(batches(), begun, floor, true) : HistoryView.gaveUp(batches(), begun);
    }

    @Override
    public String toString() {
        return "Walk[rows=" + rows.size() + ", floor=" + floor + ", begun=" + begun + ", ended=" + ended
                + ", shortfall=" + shortfall.orElse("none") + "]";
    }
}
