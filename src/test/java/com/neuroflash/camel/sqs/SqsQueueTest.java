package com.neuroflash.camel.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqsQueueTest {
    private final ScriptedSqs sqs = new ScriptedSqs();

    @Test
    void givesManyBackInFewCalls() {
        sqs.queue().giveBack(ScriptedSqs.held(25));

        assertThat(sqs.givenBack).containsExactly(10, 10, 5);
    }

    @Test
    void asksNoMoreWhenTheQueueIsAway() {
        sqs.away = true;

        assertThatThrownBy(() -> sqs.queue().giveBack(ScriptedSqs.held(25))).isInstanceOf(QueueAwayException.class);

        assertThat(sqs.givenBack).hasSize(1);
    }
}
