package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    @Test
    void doublesUpToItsBoundAndTakesAwayAtMostHalf() {
        Random random = new Random(7);
        for (int failures = 1; failures < 200; failures++) {
            long bound = Math.min(10_000, 100L << Math.min(failures - 1, 20));

            assertThat(backoff.delay(failures, random))
                    .isBetween(Duration.ofMillis(bound / 2), Duration.ofMillis(bound));
        }
    }

    @Test
    void refusesABoundBelowTheFirstWait() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("PT2S")
                .hasMessageContaining("PT1S");
    }
}
