package com.neuroflash.camel.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EndpointDeadLettersTest {
    @Test
    void tellsInHeadersWhatIsKnownOfALetter() {
        LineFailure first = new LineFailure(1, "refused", OptionalInt.of(422), "correct it", Optional.of("intent-1"));
        LineFailure second = new LineFailure(2, "given up", OptionalInt.empty(), "see to it", Optional.empty());

        Map<String, String> headers =
                headers("ID:1", new DeadLetter.Failed(first, 1, 2, 0), new DeadLetter.Failed(second, 3, 4, 4));

        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "NeuroflashReason", "refused",
                        "NeuroflashStatus", "422",
                        "NeuroflashFailures", "2",
                        "NeuroflashAttempts", "4",
                        "NeuroflashPaidImages", "6",
                        "NeuroflashSource", "jms",
                        "NeuroflashPlace", "prompts",
                        "NeuroflashMessageId", "ID:1",
                        "NeuroflashIntent", "intent-1",
                        "NeuroflashReplays", "0"));
    }

    @Test
    void keepsWithinWhatBrokersTake() {
        LineFailure failure = new LineFailure(
                1, "a\u0000b\nc\uD800" + "😀".repeat(3_000), OptionalInt.empty(), "correct it", Optional.empty());

        Map<String, String> headers = headers("\u0007", new DeadLetter.Failed(failure, 0, 0, 0));

        String reason = headers.get("NeuroflashReason");
        assertThat(reason).startsWith("a b c ").endsWith("😀");
        assertThat(reason.codePointCount(0, reason.length())).isEqualTo(1_000);
        assertThat(headers.get("NeuroflashMessageId")).isEqualTo("-");
        assertThat(headers).hasSizeLessThanOrEqualTo(10);
        assertThat(headers.keySet()).allMatch(name -> name.matches("[A-Za-z]+"));
    }

    private static Map<String, String> headers(String id, DeadLetter.Failed... failures) {
        SourceMessage message = SourceMessage.of("jms", "prompts", id, "a fox".getBytes(StandardCharsets.UTF_8));
        return EndpointDeadLetters.headers(new DeadLetter(message, List.of(failures)));
    }
}
