package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The schema says what billing says. */
final class SchemaTest {
    private final String schema = read();

    @Test
    void knowsEveryState() {
        assertThat(schema).contains(words(IntentState.values())).contains(words(ImageState.values()));
        assertThat(schema).contains("check (state in " + words(AttemptState.values()) + ")");
    }

    @Test
    void allowsAnotherAttemptWhenBillingDoes() {
        assertThat(schema).contains("where state not in " + words(attempts(AttemptState::permitsAnother)) + ";");
    }

    @Test
    void barsByWhatBillingCallsOpenOrUnderWay() {
        String unsettled = words(attempts(state -> state == AttemptState.PREPARED || state.isOpen()));

        assertThat(AttemptRows.UNSETTLED).isEqualTo(swapped(unsettled));
        assertThat(schema).contains("where state in " + AttemptRows.UNSETTLED + ";");
    }

    private static AttemptState[] attempts(Predicate<AttemptState> which) {
        return Arrays.stream(AttemptState.values()).filter(which).toArray(AttemptState[]::new);
    }

    private static String words(Enum<?>[] states) {
        return Arrays.stream(states).map(state -> "'" + state.name() + "'").collect(Collectors.joining(", ", "(", ")"));
    }

    /** Their order differs: UNIDENTIFIED stands before UNKNOWN in billing. */
    private static String swapped(String unsettled) {
        return unsettled.replace("'UNIDENTIFIED', 'UNKNOWN'", "'UNKNOWN', 'UNIDENTIFIED'");
    }

    /** One space between words. */
    private static String read() {
        try (InputStream stream = SchemaTest.class.getResourceAsStream("/db/ledger/V1__begin.sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
