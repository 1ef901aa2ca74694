package com.neuroflash.camel.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.OpenIntake;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

class PollerTest {
    private static final int ROUNDS = 5;

    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();
    private final Poller poller = new Poller(new ScriptedSqs().queue(), OpenIntake.of(16), new Failing());

    /** Nothing that it is given comes to its end. */
    private final class Failing implements Poller.Receiver {
        @Override
        public boolean hasRoom() {
            rounds.incrementAndGet();
            return true;
        }

        @Override
        public void receive(Message message, Intake.Permit permit) {
            received.incrementAndGet();
            permit.close();
            poller.later(ScriptedSqs.held(1).get(0), Duration.ofHours(1));
        }

        @Override
        public void retry(HeldMessage message, Intake.Permit permit) {
            permit.close();
        }
    }

    @AfterEach
    void stop() {
        poller.stop();
    }

    @Test
    void receivesNothingMoreWhileManyCantBeBroughtToTheirEnd() {
        new Thread(poller).start();
        await().until(() -> received.get() >= Poller.MOST_AGAIN);
        int before = rounds.get();

        await().until(() -> rounds.get() >= before + ROUNDS);

        assertThat(received.get()).isLessThan(Poller.MOST_AGAIN + SqsQueue.BATCH);
    }
}
