package com.neuroflash.camel.history;

import com.neuroflash.camel.api.HistoryEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One answer of {@code /history}.
 *
 * @param rows as given
 */
record Page(List<HistoryEntry> rows) {
    int size() {
        return rows.size();
    }

    /** Newest first, each with a time. */
    boolean isSorted() {
        for (int i = 0; i < rows.size(); i++) {
            if (createdAt(i).isEmpty()
                    || i > 0 && createdAt(i).get().isAfter(createdAt(i - 1).get())) {
                return false;
            }
        }
        return true;
    }

    /** Whether its first row is newer than its last. */
    boolean falls() {
        return size() > 0
                && createdAt(0).isPresent()
                && oldest().filter(createdAt(0).get()::isAfter).isPresent();
    }

    Optional<Instant> oldest() {
        return rows.isEmpty() ? Optional.empty() : createdAt(rows.size() - 1);
    }

    /** In a sorted history all rows of the last time come again, since their order may differ next time. */
    int repeatedWithNext(int overlap, boolean sorted) {
        return sorted ? overlap + lastTie() : overlap;
    }

    /**
     * Whether nothing can be missing between {@code previous} and this page. Sorted: a row newer than the previous page's
     * last reappears, so all that is not newer than it follows. Unsorted: the repeated rows reappear in their order.
     */
    boolean continues(Page previous, int repeated, boolean sorted) {
        List<HistoryEntry> tail = previous.rows.subList(previous.size() - repeated, previous.size());
        if (!sorted) {
            return reappears(tail);
        }
        Set<String> here = rows.stream().map(HistoryEntry::outputImageId).collect(Collectors.toSet());
        return tail.subList(0, repeated - previous.lastTie()).stream()
                .anyMatch(row -> here.contains(row.outputImageId()));
    }

    private boolean reappears(List<HistoryEntry> tail) {
        List<String> expected = tail.stream().map(HistoryEntry::outputImageId).toList();
        List<String> found = rows.stream()
                .map(HistoryEntry::outputImageId)
                .filter(Set.copyOf(expected)::contains)
                .toList();
        return found.equals(expected);
    }

    private int lastTie() {
        int tie = 0;
        while (tie < size() && createdAt(size() - 1 - tie).equals(createdAt(size() - 1))) {
            tie++;
        }
        return tie;
    }

    private Optional<Instant> createdAt(int index) {
        return rows.get(index).createdAt();
    }
}
