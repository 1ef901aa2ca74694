package com.neuroflash.camel.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationSampleTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Account ACCOUNT = new Account("api.example.com", "w-1");

    private final CalibrationSample sample = new CalibrationSample();

    @Test
    void wantsTheFirstOfEachShape() {
        assertThat(wanted("a mug", Optional.empty(), CalibrationSample.FIRST + 20))
                .isEqualTo(CalibrationSample.FIRST);
        assertThat(wanted("a mug", Optional.of("imagen"), 3)).isEqualTo(3);
        assertThat(wanted("eine Tasse mit Löwe", Optional.empty(), 3)).isEqualTo(3);
        assertThat(wanted("a \"mug\"", Optional.empty(), 3)).isEqualTo(3);
    }

    @Test
    void wantsOneASecondAfterThem() {
        wanted("a mug", Optional.empty(), CalibrationSample.FIRST);

        assertThat(wants("a mug", NOW.plusMillis(999))).isFalse();
        assertThat(wants("another mug", NOW.plusMillis(1000))).isTrue();
        assertThat(wants("a mug", NOW.plusMillis(1500))).isFalse();
        assertThat(wants("a mug", NOW.plusMillis(2000))).isTrue();
    }

    @Test
    void wantsWhatTheHistoryShowsInAnotherWay() {
        wanted("a mug ", Optional.empty(), CalibrationSample.FIRST);

        assertThat(wants("a mug ", NOW)).isFalse();
        assertThat(sample.wants(request("a mug ", Optional.empty()), shown("a mug"), NOW))
                .isTrue();
    }

    @Test
    void goesOnAfterAClockThatWasSetBack() {
        wanted("a mug", Optional.empty(), CalibrationSample.FIRST);

        assertThat(wants("a mug", NOW.minusSeconds(3600))).isTrue();
    }

    private long wanted(String prompt, Optional<String> model, int times) {
        return IntStream.range(0, times)
                .filter(time -> sample.wants(request(prompt, model), shown(prompt), NOW))
                .count();
    }

    private boolean wants(String prompt, Instant answered) {
        return sample.wants(request(prompt, Optional.empty()), shown(prompt), answered);
    }

    private static List<HistoryEntry> shown(String prompt) {
        return List.of(new HistoryEntry(
                "i-1",
                Optional.of("b-1"),
                Optional.of(1L),
                Optional.of("w-1"),
                Optional.of(prompt),
                Optional.of("imagen"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOW)));
    }

    private static FrozenRequest request(String prompt, Optional<String> model) {
        GenerationRequest plain = GenerationRequest.of(prompt);
        return new FrozenRequest(
                ACCOUNT,
                new GenerationRequest(
                        prompt,
                        plain.numImages(),
                        plain.aspectRatio(),
                        plain.outputFormat(),
                        model,
                        plain.limitGenerations(),
                        plain.imageUrls()));
    }
}
