package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import com.neuroflash.camel.sqs.LocalSqsServer;
import com.neuroflash.camel.sqs.TestQueue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract over ElasticMQ in this JVM, which can also be stopped and started. */
class ConsumeSqsTest extends ConsumeSqsContract {
    private static LocalSqsServer server;

    @BeforeAll
    static void startServer() {
        server = new LocalSqsServer();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    URI endpoint() {
        return server.endpoint();
    }

    @Test
    void answersFromTheLedgerWhatComesAgainAfterTheServerWasAway() {
        use(TestQueue.create(server.endpoint(), 100));
        List<String> prompts =
                IntStream.range(0, 30).mapToObj(number -> "motif " + number).toList();
        running().simulator().faults().always(Operation.GENERATE, 1, Fault.latency(Duration.ofMillis(300)));
        running().with("pipeline.concurrency", "4").with("sqs.visibility", "2s").start();
        queue().sendAll(prompts);

        for (int restart = 1; restart <= 2; restart++) {
            int so = restart * 8;
            await().atMost(PATIENCE).until(() -> running().simulator().bill().size() >= so);
            server.stop();
            await().pollDelay(Duration.ofMillis(2_500)).atMost(PATIENCE).until(() -> true);
            server.start();
        }

        awaitDone();
        assertThat(running().simulator().bill())
                .extracting(BilledBatch::prompt)
                .containsExactlyInAnyOrderElementsOf(prompts);
        assertThat(running().images()).hasSize(prompts.size());
    }

    @Test
    void waitsForAQueueThatIsNotThereYet() {
        String name = queue().name() + "-later";
        running().with("sqs.queue", name).start();

        use(TestQueue.named(server.endpoint(), name));
        queue().send("a mug");

        awaitDone();
        assertThat(running().images()).hasSize(1);
    }
}
