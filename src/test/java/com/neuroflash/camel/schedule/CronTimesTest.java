package com.neuroflash.camel.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CronTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void firesInItsZone() {
        CronTimes times = CronTimes.of("0 0 6 * * ?", BERLIN);

        assertThat(times.between(at("2026-07-01T00:00:00Z"), at("2026-07-02T23:00:00Z"), 10))
                .containsExactly(at("2026-07-01T04:00:00Z"), at("2026-07-02T04:00:00Z"));
        assertThat(times.next(at("2026-12-01T05:00:00Z"))).contains(at("2026-12-02T05:00:00Z"));
    }

    @Test
    void skipsATimeThatAChangeOfClocksLeavesOut() {
        CronTimes times = CronTimes.of("0 30 2 * * ?", BERLIN);

        List<Instant> around = times.between(at("2026-03-28T00:00:00Z"), at("2026-03-30T12:00:00Z"), 10);

        assertThat(around).containsExactly(at("2026-03-28T01:30:00Z"), at("2026-03-30T00:30:00Z"));
    }

    @Test
    void firesOnceAtATimeThatAChangeOfClocksRepeats() {
        CronTimes times = CronTimes.of("0 30 2 * * ?", BERLIN);

        List<Instant> around = times.between(at("2026-10-24T12:00:00Z"), at("2026-10-26T12:00:00Z"), 10);

        assertThat(around).containsExactly(at("2026-10-25T01:30:00Z"), at("2026-10-26T01:30:00Z"));
    }

    @Test
    void leavesOneOfTwoLikeHoursOutWhenTheClocksGoBack() {
        CronTimes times = CronTimes.of("0 0 * * * ?", BERLIN);

        assertThat(times.between(at("2026-03-28T23:30:00Z"), at("2026-03-29T02:30:00Z"), 10))
                .containsExactly(at("2026-03-29T00:00:00Z"), at("2026-03-29T01:00:00Z"), at("2026-03-29T02:00:00Z"));
        assertThat(times.between(at("2026-10-24T22:30:00Z"), at("2026-10-25T02:30:00Z"), 10))
                .containsExactly(at("2026-10-24T23:00:00Z"), at("2026-10-25T01:00:00Z"), at("2026-10-25T02:00:00Z"));
    }

    @Test
    void givesTheLatestOfVeryMany() {
        CronTimes times = CronTimes.of("* * * * * ?", ZoneOffset.UTC);
        Instant begin = at("2026-01-01T00:00:00Z");

        assertThat(times.between(begin, begin.plusSeconds(100), 3))
                .containsExactly(begin.plusSeconds(98), begin.plusSeconds(99), begin.plusSeconds(100));
    }

    @Test
    void endsWithItsLastYear() {
        CronTimes times = CronTimes.of("0 0 0 1 1 ? 2026", ZoneOffset.UTC);

        assertThat(times.next(at("2026-06-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void saysWhatItCannotRead() {
        for (String wrong : List.of("0 0 6 * *", "0 0 6 * * *", "0 0 25 * * ?", "daily", "")) {
            assertThatThrownBy(() -> CronTimes.of(wrong, ZoneOffset.UTC))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
