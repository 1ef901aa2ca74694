package com.neuroflash.camel.history;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryQuery;
import com.neuroflash.camel.api.Neuroflash;
import java.time.Instant;
import java.util.Optional;

/**
 * Walks the history so that rows inserted and deleted meanwhile neither hide nor repeat others: pages overlap, and when
 * the overlap does not reappear the walk starts again, a bounded number of times.
 */
public final class HistoryWalker {
    /** How many rows of a page are asked for again with the next. */
    public static final int DEFAULT_OVERLAP = 50;

    private static final int DEFAULT_PAGE = 500;
    private static final int MOST_STARTS = 10;

    private final Neuroflash neuroflash;
    private final ServerTime serverTime;
    private final int pageSize;
    private final int overlap;

    /** With pages that suit the real server. */
    public HistoryWalker(Neuroflash neuroflash, ServerTime serverTime) {
        this(neuroflash, serverTime, DEFAULT_PAGE, DEFAULT_OVERLAP);
    }

    /**
     * With pages of a size.
     *
     * @param pageSize rows a page, at most 1000
     * @param overlap rows asked for again; more than may be deleted between two calls, less than half a page
     */
    public HistoryWalker(Neuroflash neuroflash, ServerTime serverTime, int pageSize, int overlap) {
        this.neuroflash = requireNonNull(neuroflash, "neuroflash is null");
        this.serverTime = requireNonNull(serverTime, "serverTime is null");
        this.pageSize = pageSize;
        this.overlap = overlap;
        if (pageSize > HistoryQuery.MAX_LIMIT || overlap < 1 || overlap * 2 > pageSize) {
            throw new IllegalArgumentException("pageSize must be at most " + HistoryQuery.MAX_LIMIT
                    + " and overlap from 1 to half of it; found " + pageSize + " and " + overlap);
        }
    }

    /**
     * Every row that is not older than {@code floor}, or every row when that is empty or the history is not sorted.
     * Exceptions of the calls pass through.
     */
    public Walk walk(Optional<Instant> floor) {
        Instant begun = serverTime.now();
        Passage passage = null;
        for (int start = 0; start < MOST_STARTS; start++) {
            begun = serverTime.now();
            passage = new Passage(neuroflash, floor, pageSize, overlap);
            if (passage.run()) {
                return new Walk(passage.rows(), passage.reached(), begun, serverTime.now(), Optional.empty());
            }
        }
        return new Walk(
                passage.rows(),
                passage.reached(),
                begun,
                serverTime.now(),
                Optional.of("the history changed or shuffled between pages in each of " + MOST_STARTS + " walks"));
    }
}
