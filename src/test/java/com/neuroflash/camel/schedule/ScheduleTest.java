package com.neuroflash.camel.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.intent.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final CronTimes TIMES = CronTimes.of("0 30 22 * * ?", ZoneId.of("America/New_York"));
    private static final Instant FIRE_TIME = Instant.parse("2026-11-26T03:30:00Z");

    @Test
    void fillsInItsTimeInItsZoneAndItsLine() {
        Schedule schedule = schedule("{weekday} {date} {time}: {line}, {not here", "a {date} mug", "a $1 pot\\");

        assertThat(prompt(schedule, FIRE_TIME))
                .isIn(
                        "Wednesday 2026-11-25 22:30: a {date} mug, {not here",
                        "Wednesday 2026-11-25 22:30: a $1 pot\\, {not here");
        assertThat(prompt(schedule, FIRE_TIME.plus(Duration.ofDays(1))))
                .isNotEqualTo(prompt(schedule, FIRE_TIME))
                .startsWith("Thursday");
    }

    @Test
    void fillsInTheTextsOfAWholeRequest() {
        Schedule schedule = Schedule.of(
                "daily",
                TIMES,
                new Schedule.Prompts(
                        Optional.empty(),
                        Optional.of("{\"prompt\": \"{line}\", \"num_images\": 2, \"metadata\": {\"day\": \"{date}\"}}"),
                        List.of("say \"cheese\", please\"}")),
                Duration.ZERO);

        Arrival fired = schedule.fire(FIRE_TIME);

        assertThat(fired.message().request().prompt()).isEqualTo("say \"cheese\", please\"}");
        assertThat(fired.message().request().numImages()).contains(2);
        assertThat(fired.message().metadata()).isEqualTo(Map.of("day", "2026-11-25"));
    }

    @Test
    void knowsAFiringByNameAndTimeWhateverItSays() {
        Schedule before = schedule("{line}", "a mug");
        Schedule after = schedule("a new text: {line}", "a pot", "a jar");

        assertThat(after.fire(FIRE_TIME).identity().identity())
                .isEqualTo(before.fire(FIRE_TIME).identity().identity())
                .isNotEqualTo(before.fire(FIRE_TIME.plusSeconds(1)).identity().identity());
    }

    @Test
    void refusesWhatCouldNotBeFired() {
        assertThatThrownBy(() -> schedule("{weekdays} {line}", "a mug")).hasMessageContaining("{weekday}");
        assertThatThrownBy(() -> schedule("no line", "a mug")).hasMessageContaining("{line}");
        assertThatThrownBy(() -> schedule("{line}")).hasMessageContaining("{line}");
        assertThatThrownBy(() -> schedule("{line}", "a mug", "x".repeat(40_000)))
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> request("[1]")).hasMessageContaining("JSON object");
        assertThatThrownBy(() -> request("{")).hasMessageContaining("JSON");
        assertThatThrownBy(() -> request("{\"promt\": \"a mug\"}")).hasMessageContaining("promt");
        assertThatThrownBy(() -> request("{\"prompt\": \"a mug\", \"id\": \"x\"}"))
                .hasMessageContaining("no id");
    }

    private static String prompt(Schedule schedule, Instant fireTime) {
        return schedule.fire(fireTime).message().request().prompt();
    }

    private static Schedule schedule(String prompt, String... lines) {
        return Schedule.of(
                "daily",
                TIMES,
                new Schedule.Prompts(Optional.of(prompt), Optional.empty(), List.of(lines)),
                Duration.ZERO);
    }

    private static Schedule request(String json) {
        return Schedule.of(
                "daily", TIMES, new Schedule.Prompts(Optional.empty(), Optional.of(json), List.of()), Duration.ZERO);
    }
}
