package com.neuroflash.camel.api;

import java.util.Optional;

/**
 * Which rows of the history to list.
 *
 * @param model only this model's rows
 * @param limit how many rows at most, 1 to 1000
 * @param offset how many rows to skip
 */
public record HistoryQuery(Optional<String> model, int limit, int offset) {
    /** The largest page that the server gives. */
    public static final int MAX_LIMIT = 1000;

    /** The page size that the server takes when none is named. */
    public static final int DEFAULT_LIMIT = 100;

    /** Checks the bounds that the server would refuse. */
    public HistoryQuery {
        model = Absent.toEmpty(model);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", found " + limit);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("offset must be 0 or more, found " + offset);
        }
    }

    /** The first page of the server's default size. */
    public static HistoryQuery firstPage() {
        return new HistoryQuery(Optional.empty(), DEFAULT_LIMIT, 0);
    }
}
