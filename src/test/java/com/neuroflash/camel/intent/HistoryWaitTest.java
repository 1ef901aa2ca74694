package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistoryWaitTest {
    private static final long PAID_AT = Duration.ofHours(1).toNanos();

    private final HistoryWait wait = new HistoryWait(PAID_AT);

    @Test
    void countsAsLagWhatWasMissingWhenItAnswered() {
        assertThat(wait.missingFor()).isZero();

        wait.answeredInVain(after(3), false);

        assertThat(wait.missingFor()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void countsNoLagOnceItHadBeenShown() {
        wait.answeredInVain(after(3), false);

        wait.answeredInVain(after(90), true);

        assertThat(wait.missingFor()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void isOverWhenItAnsweredInVainAfterTheDeadline() {
        wait.answeredInVain(after(60), false);
        assertThat(wait.lookedInVainAfter(Duration.ofSeconds(60))).isFalse();

        wait.answeredInVain(after(61), true);

        assertThat(wait.lookedInVainAfter(Duration.ofSeconds(60))).isTrue();
    }

    private static long after(int seconds) {
        return PAID_AT + Duration.ofSeconds(seconds).toNanos();
    }
}
