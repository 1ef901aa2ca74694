package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.api.AuthenticationException;
import com.neuroflash.camel.api.OutcomeUnknownException;
import com.neuroflash.camel.api.QuotaException;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private static final int RETRIES = 3;

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));
    private final FailurePolicy policy = new FailurePolicy(backoff, backoff, RETRIES, new Random(1));

    @Test
    void neverTriesABilledCallAgainWhoseOutcomeIsUnknown() {
        OutcomeUnknownException lost = new OutcomeUnknownException("generate", 503, "", "lost", null);

        for (int failures = 1; failures < 10; failures++) {
            assertThat(decide(lost, Stage.SEND, failures)).isInstanceOf(Action.Fail.class);
        }
    }

    @Test
    void takesAnyUnforeseenFailureOfTheBilledCallForAnUnknownOutcome() {
        assertThat(decide(new IllegalStateException(), Stage.SEND, 1))
                .isInstanceOfSatisfying(
                        Action.Fail.class, fail -> assertThat(fail.reason()).contains("may have been billed"));
    }

    @Test
    void pausesForWhatIsNotThePromptsFault() {
        assertPause(new AuthenticationException("generate", 401, "", "token", null), Stage.SEND, "authentication");
        assertPause(new QuotaException("generate", 402, "", "plan", null, null), Stage.SEND, "quota or plan");
        assertPause(new QuotaException("generate", 403, "", "plan", null, null), Stage.SEND, "quota or plan");
        assertPause(later(429), Stage.SEND, "rate limit of the API");
        assertPause(later(429), Stage.HISTORY, "rate limit of the API");
        assertPause(later(0), Stage.SEND, "API not reachable");
        assertPause(rejected(404), Stage.CHECK, "base path");
        assertPause(rejected(302), Stage.SEND, "base path");
        assertPause(new UncheckedIOException(new IOException("No space left on device")), Stage.FETCH, "disk full");
        assertPause(new DiskFullException("no room for an image"), Stage.ROOM, "disk full");
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        RetryLaterException limited =
                new RetryLaterException("generate", 429, "", "limit", Duration.ofMinutes(7), null);

        assertThat(decide(limited, Stage.SEND, 1))
                .isEqualTo(new Action.Pause("rate limit of the API", "", Duration.ofMinutes(7)));
    }

    @Test
    void triesAReadByItselfBeforeItStopsEverybody() {
        assertThat(decide(later(500), Stage.FETCH, RETRIES)).isInstanceOf(Action.Retry.class);
        assertPause(later(500), Stage.FETCH, RETRIES + 1, "API not reachable");
    }

    @Test
    void looksAgainWhileTheHistoryLags() {
        assertThat(decide(rejected(404), Stage.HISTORY, 1_000)).isInstanceOf(Action.Retry.class);
    }

    @Test
    void asksForTheModelsBeforeItBlamesAPromptForA404() {
        assertThat(decide(rejected(404), Stage.SEND, 1)).isInstanceOf(Action.Recheck.class);
        assertThat(FailurePolicy.refused(rejected(404)).status()).hasValue(404);
    }

    @Test
    void failsAPromptThatTheServerRefuses() {
        assertThat(decide(rejected(422), Stage.SEND, 1)).isInstanceOfSatisfying(Action.Fail.class, fail -> {
            assertThat(fail.status()).hasValue(422);
            assertThat(fail.whatToDo()).contains("Nothing was billed");
        });
    }

    @Test
    void pausesWhenTheSinkStaysAway() {
        IllegalStateException away = new IllegalStateException("connection refused");

        assertThat(decide(away, Stage.DELIVER, 1)).isInstanceOf(Action.Retry.class);
        assertPause(away, Stage.DELIVER, 2, "sink not reachable");
    }

    @Test
    void blamesAPromptForWhatOnlyItMeets() {
        QuotaException forbidden = new QuotaException("edit", 403, "", "model", null, null);
        QuotaException usedUp = new QuotaException("edit", 402, "", "plan", null, null);

        assertThat(policy.decide(forbidden, Stage.SEND, 1, true)).isInstanceOf(Action.Fail.class);
        assertThat(policy.decide(usedUp, Stage.SEND, 1, true)).isInstanceOf(Action.Pause.class);
        assertThat(policy.decide(later(500), Stage.FETCH, RETRIES + 1, true)).isInstanceOf(Action.Retry.class);
        assertThat(policy.decide(later(500), Stage.FETCH, 8 * RETRIES + 1, true))
                .isInstanceOf(Action.Fail.class);
        assertThat(policy.decide(later(429), Stage.FETCH, RETRIES + 1, true)).isInstanceOf(Action.Pause.class);
    }

    @Test
    void downloadsAPaidImageOftenBeforeItGivesUp() {
        IllegalStateException corrupt = new IllegalStateException("half of an image");
        int most = 8 * RETRIES;

        assertThat(decide(corrupt, Stage.FETCH, most)).isInstanceOf(Action.Retry.class);
        assertThat(decide(corrupt, Stage.FETCH, most + 1)).isInstanceOf(Action.Fail.class);
    }

    @Test
    void givesAPaidImageManyRetriesAtASinkThatTakesOthers() {
        IllegalStateException conflict = new IllegalStateException("409");
        int most = 8 * RETRIES;

        assertThat(policy.decide(conflict, Stage.DELIVER, 2, true)).isInstanceOf(Action.Retry.class);
        assertThat(policy.decide(conflict, Stage.DELIVER, most, true)).isInstanceOf(Action.Retry.class);
        assertThat(policy.decide(conflict, Stage.DELIVER, most + 1, true)).isInstanceOf(Action.Fail.class);
    }

    @Test
    void takesOurOwnLastCheckForNoTroubleOfTheApi() {
        NotSentException notSent = new NotSentException("not sent: the lease ran out");
        RetryLaterException wrapped = new RetryLaterException("generate", 0, "", "not sent", null, notSent);

        assertThat(decide(wrapped, Stage.SEND, 1)).isInstanceOf(Action.Retry.class);
    }

    @Test
    void looksAnExpiredAddressUpAgain() {
        assertThat(decide(rejected(410), Stage.FETCH, 1)).isInstanceOf(Action.LookUp.class);
        assertThat(decide(rejected(410), Stage.FETCH, RETRIES + 1)).isInstanceOf(Action.Fail.class);
    }

    private Action decide(Throwable failure, Stage stage, int failures) {
        return policy.decide(failure, stage, failures, false);
    }

    private void assertPause(Throwable failure, Stage stage, String reason) {
        assertPause(failure, stage, 1, reason);
    }

    private void assertPause(Throwable failure, Stage stage, int failures, String reason) {
        assertThat(decide(failure, stage, failures))
                .isInstanceOfSatisfying(
                        Action.Pause.class, pause -> assertThat(pause.cause()).isEqualTo(reason));
    }

    private static RetryLaterException later(int status) {
        return new RetryLaterException("generate", status, "", "later", null, null);
    }

    private static RejectedException rejected(int status) {
        return new RejectedException("generate", status, "", "refused", null);
    }
}
