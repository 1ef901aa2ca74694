package com.neuroflash.camel.chaos;

import com.neuroflash.camel.sqs.LocalSqsServer;
import com.neuroflash.camel.sqs.TestQueue;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service killed while it takes prompts from an SQS queue. */
class KilledQueueIT {
    private static final int MOST_RECEIVES = 1_000;

    @TempDir
    private Path directory;

    @Test
    void billsAndDeliversOnceThroughKills() {
        billsAndDeliversOnce(60, 2);
    }

    @Test
    @Tag("chaos")
    void billsAndDeliversOnceThroughManyKills() {
        billsAndDeliversOnce(Scale.of(2_000, 120), Scale.of(30, 4));
    }

    private void billsAndDeliversOnce(int messages, int kills) {
        String scenario = messages + " SQS messages, " + kills + " kill -9, SQLite";
        try (LocalSqsServer server = new LocalSqsServer();
                TestQueue queue = TestQueue.create(server.endpoint(), MOST_RECEIVES);
                Lab lab = new Lab(directory, scenario, Scale.seed())) {
            lab.with("sqs.queue", queue.name())
                    .with("sqs.region", "us-east-1")
                    .with("sqs.endpoint", server.endpoint().toString())
                    .with("sqs.visibility", "2s")
                    .with("inbox.enabled", "false")
                    .withEnvironment("AWS_ACCESS_KEY_ID", "local-identity")
                    .withEnvironment("AWS_SECRET_ACCESS_KEY", "local-credential");
            List<String> prompts = IntStream.range(0, messages)
                    .mapToObj(number -> "Motif " + number)
                    .toList();
            queue.sendAll(prompts);
            Application application = lab.application();
            application.start();

            for (int kill = 0; kill < kills; kill++) {
                long target = lab.simulator().requests("all") + 1 + lab.random().nextInt(2 * messages * 3 / kills);
                lab.awaitThat(
                        "calls reach " + target,
                        () -> lab.simulator().requests("all") >= target || isSettled(lab, queue, messages));
                application.kill();
                application.start();
            }
            lab.awaitThat("the queue and the ledger are settled", () -> isSettled(lab, queue, messages));

            lab.verifyMessages(prompts);
        }
    }

    private static boolean isSettled(Lab lab, TestQueue queue, int messages) {
        return queue.isDone() && lab.ledger().isSettled(messages);
    }
}
