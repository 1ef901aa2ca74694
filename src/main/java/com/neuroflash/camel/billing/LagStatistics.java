package com.neuroflash.camel.billing;

import java.time.Duration;
import java.util.List;

/**
 * How long the history was seen to take, over a recent time, from an answer until its images were shown.
 *
 * @param worst the longest
 * @param observed how many were seen
 */
public record LagStatistics(Duration worst, int observed) {
    /** Nothing seen yet. */
    public static LagStatistics none() {
        return new LagStatistics(Duration.ZERO, 0);
    }

    /** Over these lags. */
    public static LagStatistics of(List<Duration> lags) {
        return lags.stream().reduce(none(), LagStatistics::with, (some, others) -> some);
    }

    /** With one more. */
    public LagStatistics with(Duration lag) {
        return new LagStatistics(lag.compareTo(worst) > 0 ? lag : worst, observed + 1);
    }

    /** Above S/2: warn. */
    public boolean isNearLimit(BillingRules rules) {
        return worst.multipliedBy(2).compareTo(rules.historyLag()) > 0;
    }

    /** Above S: the assumption is broken, nothing may be called absent. */
    public boolean suspendsAbsent(BillingRules rules) {
        return worst.compareTo(rules.historyLag()) > 0;
    }
}
