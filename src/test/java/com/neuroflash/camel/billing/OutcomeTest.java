package com.neuroflash.camel.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.api.AuthenticationException;
import com.neuroflash.camel.api.GeneratedImage;
import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.OutcomeUnknownException;
import com.neuroflash.camel.api.QuotaException;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 402, 403, 404, 422, 429})
    void provesUnbilled(int status) {
        assertThat(Outcome.of(rejected(status)).state()).isEqualTo(AttemptState.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 204, 408, 409, 425, 499, 500, 502, 503, 504, 520})
    void neverTrustsAnExceptionAgainstItsStatus(int status) {
        assertThat(Outcome.of(rejected(status)).state()).isEqualTo(AttemptState.UNKNOWN);
    }

    @Test
    void saysWhatToDoWithARejectedPrompt() {
        Duration minute = Duration.ofMinutes(1);

        assertThat(Outcome.of(rejected(422))).isEqualTo(new Outcome.Rejected("m", Outcome.Next.FAIL, Optional.empty()));
        assertThat(Outcome.of(new RetryLaterException("generate", 0, "", "m", minute, null)))
                .isEqualTo(new Outcome.Rejected("m", Outcome.Next.WAIT, Optional.of(minute)));
        assertThat(Outcome.of(new QuotaException("generate", 429, "", "m", minute, null)))
                .isEqualTo(new Outcome.Rejected("m", Outcome.Next.WAIT, Optional.of(minute)));
        assertThat(Outcome.of(new AuthenticationException("generate", 401, "", "m", null)))
                .isEqualTo(new Outcome.Rejected("m", Outcome.Next.WAIT, Optional.empty()));
    }

    @Test
    void takesEverythingElseForUnknown() {
        assertThat(Outcome.of(new OutcomeUnknownException("generate", 0, "", "m", null))
                        .state())
                .isEqualTo(AttemptState.UNKNOWN);
        assertThat(Outcome.of(new OutcomeUnknownException("generate", 400, "", "m", null))
                        .state())
                .isEqualTo(AttemptState.UNKNOWN);
        assertThat(Outcome.of(new IllegalStateException("a prompt")))
                .isEqualTo(new Outcome.Unknown("the call ended with java.lang.IllegalStateException"));
        assertThat(Outcome.of(generation(Optional.of("b"), List.of())).state()).isEqualTo(AttemptState.UNKNOWN);
    }

    @Test
    void claimsEveryIdOfAnAnswer() {
        Outcome outcome = Outcome.of(generation(Optional.of("b"), List.of(Optional.of("1"), Optional.empty())));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> assertThat(answered.claims())
                .isEqualTo(new Claims(Set.of("b"), Set.of("1"))));
        assertThat(Outcome.of(generation(Optional.empty(), List.of(Optional.of("1"))))
                        .state())
                .isEqualTo(AttemptState.ANSWERED);
        assertThat(Outcome.of(generation(Optional.empty(), List.of(Optional.empty())))
                        .state())
                .isEqualTo(AttemptState.UNIDENTIFIED);
    }

    private static RejectedException rejected(int status) {
        return new RejectedException("generate", status, "", "m", null);
    }

    private static Generation generation(Optional<String> batchId, List<Optional<String>> imageIds) {
        Optional<String> none = Optional.empty();
        List<GeneratedImage> images = imageIds.stream()
                .map(id ->
                        new GeneratedImage(none, none, none, Optional.empty(), Optional.empty(), Optional.empty(), id))
                .toList();
        return new Generation(images, none, none, none, batchId);
    }
}
