package com.neuroflash.camel.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SinkChoiceTest {
    private final SinkChoice sinks = new SinkChoice(
            "directory", List.of("s3", "archive"), Map.of("inbox", List.of("s3"), "schedule", List.of("archive")));

    @Test
    void putsTheUsualSinkFirstAndNamesEachOnce() {
        assertThat(sinks.enabled()).containsExactly("directory", "s3", "archive");
        assertThat(new SinkChoice("s3", List.of("s3", "s3"), Map.of()).enabled())
                .containsExactly("s3");
        assertThat(SinkChoice.only("s3").enabled()).containsExactly("s3");
    }

    @Test
    void allowsWhatIsConfiguredForTheSourceAndTheUsualOne() {
        assertThat(sinks.allowed("inbox")).containsExactly("directory", "s3");
        assertThat(sinks.allowed("schedule.daily")).containsExactly("directory", "archive");
        assertThat(sinks.allowed("jms")).containsExactly("directory");
        assertThat(sinks.problem("inbox", Optional.empty())).isEmpty();
        assertThat(sinks.problem("inbox", Optional.of("s3"))).isEmpty();
        assertThat(sinks.problem("jms", Optional.of("directory"))).isEmpty();
    }

    @Test
    void refusesAnyOtherAndSaysWhatIsAllowed() {
        assertThat(sinks.problem("inbox", Optional.of("archive")))
                .contains(new FieldProblem(
                        "sink",
                        "expected directory or s3 (more are allowed by delivery.sinks and inbox.sinks), found"
                                + " 'archive'"));
        for (String hostile : List.of("", "S3", "s3 ", "../s3", "${body}", "s3?x=y", "direct:deliver-to-s3")) {
            assertThat(sinks.problem("inbox", Optional.of(hostile))).as(hostile).isPresent();
        }
    }

    @Test
    void refusesAListThatNamesWhatIsNotEnabled() {
        Map<String, List<String>> unknown = Map.of("inbox", List.of("ftp"));

        assertThatThrownBy(() -> new SinkChoice("directory", List.of(), unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ftp");
    }
}
