package com.neuroflash.camel.intent;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Why a {@link Gate} is closed, until when nobody tries, and whether it costs something to find out more. Times are
 * nanoseconds of the monotonic clock. Guarded by its gate.
 */
final class Pause {
    private final long since;
    private String cause = "";
    private String reason = "";
    private Stage stage;
    private long until;
    private long latestFailure;
    private int failedTries;
    private OptionalLong paidToFindOut = OptionalLong.empty();
    private boolean inOrder;

    Pause(long since) {
        this.since = since;
        until = since;
    }

    /** Whether a step that began then may know more: one that began before the latest failure says nothing new. */
    boolean isNews(long startedAt) {
        return failedTries == 0 || startedAt - latestFailure >= 0;
    }

    /**
     * The surroundings are in trouble at that stage.
     *
     * @return whether the cause is another than before
     */
    boolean failed(Stage at, Action.Pause found, long now) {
        boolean another = !found.cause().equals(cause);
        cause = found.cause();
        reason = found.reason();
        stage = at;
        latestFailure = now;
        inOrder = false;
        failedTries++;
        return another;
    }

    /** A look told that they still are, or came too late to tell. */
    void lookedInVain() {
        failedTries++;
    }

    /** How often they were found in trouble. */
    int failedTries() {
        return failedTries;
    }

    /** A look told that they are in order, so that a try is worth its price. */
    void looksInOrder() {
        inOrder = true;
    }

    boolean isInOrder() {
        return inOrder;
    }

    /** Nobody tries before {@code later}; false when nobody did anyway. */
    boolean extend(long later) {
        boolean longer = later - until > 0;
        until = longer ? later : until;
        return longer;
    }

    boolean isDue(long now) {
        return now - until >= 0;
    }

    Duration remaining(long now) {
        return Duration.ofNanos(Math.max(0, until - now));
    }

    Duration lasted(long now) {
        return Duration.ofNanos(now - since);
    }

    /** A prompt is let through that pays to find out. */
    void paysToFindOut(long now) {
        paidToFindOut = OptionalLong.of(now);
    }

    /** It has not paid. */
    void hasNotPaid() {
        paidToFindOut = OptionalLong.empty();
    }

    boolean hasPaidWithin(Duration patience, long now) {
        return paidToFindOut.isPresent() && now - paidToFindOut.getAsLong() <= patience.toNanos();
    }

    String cause() {
        return cause;
    }

    String reason() {
        return reason;
    }

    Stage stage() {
        return stage;
    }

    /** When the latest failure was told. */
    long latestFailure() {
        return latestFailure;
    }
}
