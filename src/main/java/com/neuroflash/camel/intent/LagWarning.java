package com.neuroflash.camel.intent;

import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.LagStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns when the history comes close to the assumed lag, again when it is beyond it, and says when it is well again. */
final class LagWarning {
    private static final Logger LOG = LoggerFactory.getLogger(LagWarning.class);

    private final BillingRules rules;
    private Degree told = Degree.WELL;

    /** How much of the assumption is used up. */
    enum Degree {
        WELL,
        NEAR,
        BEYOND
    }

    LagWarning(BillingRules rules) {
        this.rules = rules;
    }

    /** Tells a change, and only a change. */
    void tell(LagStatistics lags) {
        Degree degree =
                lags.suspendsAbsent(rules) ? Degree.BEYOND : lags.isNearLimit(rules) ? Degree.NEAR : Degree.WELL;
        if (degree != told) {
            told = degree;
            log(degree, lags);
        }
    }

    private void log(Degree degree, LagStatistics lags) {
        switch (degree) {
            case WELL -> LOG.info("the history was not seen to lag any more");
            case NEAR ->
                LOG.warn(
                        "the history was seen to take {} to show an image, more than half of billing.history-lag={}."
                                + " Raise billing.history-lag if it becomes slower.",
                        lags.worst(),
                        rules.historyLag());
            case BEYOND ->
                LOG.warn(
                        "the history was seen to take {} to show an image, more than billing.history-lag={}: what it does"
                                + " not show is no longer taken for not billed. Raise billing.history-lag.",
                        lags.worst(),
                        rules.historyLag());
        }
    }
}
