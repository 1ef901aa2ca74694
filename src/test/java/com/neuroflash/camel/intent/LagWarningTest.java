package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.LagStatistics;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LagWarningTest {
    private static final BillingRules RULES = BillingRules.defaults();

    private final Logger logger = (Logger) LoggerFactory.getLogger(LagWarning.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final LagWarning warning = new LagWarning(RULES);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void warnsAtHalfOfTheAssumptionAndAgainBeyondIt() {
        tell(Duration.ZERO);
        tell(RULES.historyLag().dividedBy(2).plusMillis(1));
        tell(RULES.historyLag());
        tell(RULES.historyLag().plusMillis(1));
        tell(RULES.historyLag().multipliedBy(2));

        assertThat(log.list).hasSize(2);
        assertThat(log.list.get(0).getFormattedMessage()).contains("more than half of billing.history-lag=PT2M");
        assertThat(log.list.get(1).getFormattedMessage())
                .contains("more than billing.history-lag=PT2M", "no longer taken for not billed");
    }

    private void tell(Duration worst) {
        warning.tell(new LagStatistics(worst, 1));
    }
}
