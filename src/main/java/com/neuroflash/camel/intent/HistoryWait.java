package com.neuroflash.camel.intent;

import java.time.Duration;

/** How long the history has not shown what is paid; times by the monotonic clock. */
final class HistoryWait {
    private final long paidAt;
    private long answeredAt;
    private long missingAt;

    HistoryWait(long paidAt) {
        this.paidAt = paidAt;
        answeredAt = paidAt;
        missingAt = paidAt;
    }

    /**
     * The history has answered, and did not show what was looked for.
     *
     * @param shownBefore whether it had shown it earlier, which is no lag
     */
    void answeredInVain(long now, boolean shownBefore) {
        answeredAt = now;
        missingAt = shownBefore ? missingAt : now;
    }

    /** How long after the answer an image was last missing; our own pauses are not the history's lag. */
    Duration missingFor() {
        return Duration.ofNanos(missingAt - paidAt);
    }

    /** Whether the history has been asked in vain since {@code deadline} passed after the bill. */
    boolean lookedInVainAfter(Duration deadline) {
        return answeredAt - paidAt > deadline.toNanos();
    }
}
