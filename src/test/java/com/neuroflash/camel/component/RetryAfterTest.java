package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration CAP = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "' 7 ', 7",
        "3600, 3600",
        "3601, 3600",
        "99999999999999999999999, 3600",
        "-5, 0",
        "-99999999999999999999999, 0",
        "'Sun, 22 Nov 2026 10:02:00 GMT', 120",
        "'Sun, 22 Nov 2026 09:00:00 GMT', 0",
        "'Sun, 22 Nov 2099 10:02:00 GMT', 3600"
    })
    void waitsNoLongerThanTheCapAndNeverLessThanNothing(String header, long seconds) {
        assertThat(RetryAfter.parse(Optional.of(header), NOW, CAP)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"soon", "1.5", "''", "'Sun, 42 Nov 2026 10:02:00 GMT'"})
    void saysNothingWhenTheHeaderSaysNothing(String header) {
        assertThat(RetryAfter.parse(Optional.of(header), NOW, CAP)).isEmpty();
    }

    @Test
    void saysNothingWithoutAHeader() {
        assertThat(RetryAfter.parse(Optional.empty(), NOW, CAP)).isEmpty();
    }
}
