package com.neuroflash.camel.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

class DeletionsTest {
    private final ScriptedSqs sqs = new ScriptedSqs();
    private final HeldMessages held = new HeldMessages();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void areTriedAgainAfterAnAnswerThatMakesNoSense() {
        sqs.deletionErrors.add(
                List.of(BatchResultErrorEntry.builder().id("no number").build()));
        Deletions deletions = new Deletions(sqs.queue(), held, thread);
        List<HeldMessage> messages = ScriptedSqs.held(3);
        messages.forEach(held::add);

        messages.forEach(deletions::add);

        await().untilAsserted(() -> assertThat(deletions.waiting()).isZero());
        assertThat(held.all()).isEmpty();
        assertThat(sqs.deletionErrors).isEmpty();
    }
}
