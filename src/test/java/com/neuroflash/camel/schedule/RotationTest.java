package com.neuroflash.camel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationTest {
    private static final Instant BEGIN = Instant.parse("2026-11-26T10:00:00Z");
    private static final int LINES = 7;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 6 * * ?            | UTC",
                "0 0 6 * * ?            | Europe/Berlin",
                "0 0 9 ? * MON-FRI      | America/New_York",
                "0 0 8,12,18 ? * TUE,SAT| Asia/Kolkata",
                "0 0 7 1,15 * ?         | UTC",
                "0 0 7 L * ?            | Pacific/Auckland",
                "0 0 7 ? * 6#3          | UTC",
                "0 0/20 * * * ?         | UTC",
                "0 15 10 1 1 ? 2026-2060| UTC",
                "0/10 * * * * ?         | UTC"
            })
    void takesTheLinesInTheirOrder(String cron, String zone) {
        CronTimes times = CronTimes.of(cron, ZoneId.of(zone));
        Rotation rotation = Rotation.of(times);

        List<Integer> lines = Stream.iterate(times.next(BEGIN), Optional::isPresent, time -> times.next(time.get()))
                .limit(30)
                .map(time -> rotation.line(time.orElseThrow(), LINES))
                .toList();

        int first = lines.get(0);
        assertThat(lines)
                .isEqualTo(IntStream.range(0, lines.size())
                        .map(index -> (first + index) % LINES)
                        .boxed()
                        .toList());
    }

    @Test
    void saysTheSameWhoeverAsksAndWhenever() {
        CronTimes times = CronTimes.of("0 0 6 * * ?", ZoneId.of("Europe/Berlin"));
        List<Instant> fireTimes = times.between(BEGIN, BEGIN.plus(Duration.ofDays(30)), 100);
        Rotation one = Rotation.of(times);
        List<Integer> forward =
                fireTimes.stream().map(time -> one.line(time, LINES)).toList();

        for (int index = fireTimes.size() - 1; index >= 0; index--) {
            assertThat(one.line(fireTimes.get(index), LINES)).isEqualTo(forward.get(index));
            assertThat(Rotation.of(times).line(fireTimes.get(index), LINES)).isEqualTo(forward.get(index));
        }
    }

    @Test
    void goesByTheClockOnTheWallWhenTheClocksChange() {
        CronTimes times = CronTimes.of("0 0 * * * ?", ZoneId.of("Europe/Berlin"));
        Rotation rotation = Rotation.of(times);

        Instant spring = Instant.parse("2026-03-29T00:00:00Z");
        Instant autumn = Instant.parse("2026-10-25T00:00:00Z");

        assertThat(rotation.line(spring.plusSeconds(3_600), 24)).isEqualTo(rotation.line(spring, 24) + 2);
        assertThat(rotation.line(autumn.plusSeconds(3_600), 24)).isEqualTo(rotation.line(autumn, 24));
    }
}
