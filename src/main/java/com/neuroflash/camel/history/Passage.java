package com.neuroflash.camel.history;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.api.HistoryQuery;
import com.neuroflash.camel.api.Neuroflash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One try of a walk, from the first page to the floor or the end; given up at the first doubt. */
final class Passage {
    private static final int MOST_PAGES = 20_000;

    private final Neuroflash neuroflash;
    private final Optional<Instant> floor;
    private final int pageSize;
    private final int overlap;
    private final Map<String, HistoryEntry> rows = new LinkedHashMap<>();
    private boolean sorted = true;
    private boolean falls;
    private boolean ended;

    Passage(Neuroflash neuroflash, Optional<Instant> floor, int pageSize, int overlap) {
        this.neuroflash = neuroflash;
        this.floor = floor;
        this.pageSize = pageSize;
        this.overlap = overlap;
    }

    List<HistoryEntry> rows() {
        return List.copyOf(rows.values());
    }

    /** Down to where it went; empty when to the end. */
    Optional<Instant> reached() {
        return ended ? Optional.empty() : Optional.of(floor.orElse(Instant.MAX));
    }

    /** Whether nothing was missed. */
    boolean run() {
        int offset = 0;
        Page page = fetch(offset);
        for (int pages = 1; pages < MOST_PAGES; pages++) {
            if (isBelowFloor(page) || isEnd(page, offset)) {
                return true;
            }
            int again = page.repeatedWithNext(overlap, sorted);
            if (again >= page.size()) {
                return false;
            }
            offset += page.size() - again;
            Page next = fetch(offset);
            if (!next.continues(page, again, sorted)) {
                return false;
            }
            page = next;
        }
        return false;
    }

    private Page fetch(int offset) {
        Page page = new Page(neuroflash.history(new HistoryQuery(Optional.empty(), pageSize, offset)));
        page.rows().forEach(row -> rows.put(row.outputImageId(), row));
        sorted &= page.isSorted();
        falls |= page.falls();
        return page;
    }

    /** Only where times were seen to fall: rows of one time may be the oldest of a history that begins with them. */
    private boolean isBelowFloor(Page page) {
        return sorted
                && falls
                && floor.isPresent()
                && page.oldest().filter(floor.get()::isAfter).isPresent();
    }

    /**
     * A short page is the end, unless the server only gives fewer rows than it was asked for: nothing may follow it, and
     * nothing may have moved up out of sight while that was asked.
     */
    private boolean isEnd(Page page, int offset) {
        int end = offset + page.size();
        ended = page.size() < pageSize && fetch(end).size() == 0 && addsNothing(offset);
        return ended;
    }

    private boolean addsNothing(int offset) {
        int known = rows.size();
        fetch(offset);
        return rows.size() == known;
    }
}
