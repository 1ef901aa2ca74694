package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.jms.JmsServer;
import com.neuroflash.camel.ledger.IntentRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service killed at random moments while it reads a queue, whose broker is restarted in between. */
class QueueKilledIT {
    private static final String QUEUE = "prompts";
    private static final int CALLS_A_PROMPT = 3;

    @TempDir
    private Path directory;

    @Test
    void billsAndDeliversEveryMessageOnceThroughKills() throws Exception {
        readThroughKills(120, 2);
    }

    @Test
    @Tag("chaos")
    void losesNoneOfTenThousandMessagesThroughKills() throws Exception {
        readThroughKills(Scale.of(10_000, 500), Scale.of(20, 4));
    }

    private void readThroughKills(int prompts, int kills) throws Exception {
        String scenario = prompts + " messages of a JMS queue, " + kills + " kill -9, broker restarted";
        try (JmsServer broker = new JmsServer(directory.resolve("broker")).start();
                Lab lab = new Lab(directory, scenario, Scale.seed())) {
            List<Inbox.Asked> asked = send(broker, prompts);
            Application application = lab.with("inbox.enabled", "false")
                    .with("jms.queue", QUEUE)
                    .with("jms.url", broker.url())
                    .application();
            application.startAndAwait();

            for (int kill = 0; kill < kills; kill++) {
                awaitCalls(lab, 1 + lab.random().nextInt(2 * CALLS_A_PROMPT * prompts / (kills + 1)), prompts);
                application.kill();
                if (kill == kills / 2) {
                    broker.stop();
                    broker.start();
                }
                application.start();
            }
            lab.awaitThat(
                    "the queue is empty and every prompt settled",
                    () -> broker.count(QUEUE) == 0 && lab.ledger().isSettled(prompts));

            verify(lab, scenario, asked);
        }
    }

    /** Texts, objects with an id of their sender's, and objects without. */
    private static List<Inbox.Asked> send(JmsServer broker, int prompts) {
        List<Inbox.Asked> asked = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        for (int number = 0; number < prompts; number++) {
            String prompt = "Motif " + number;
            asked.add(new Inbox.Asked(prompt, 1, prompt));
            bodies.add(
                    switch (number % 3) {
                        case 0 -> prompt;
                        case 1 -> "{\"prompt\": \"" + prompt + "\"}";
                        default -> "{\"prompt\": \"" + prompt + "\", \"id\": \"order-" + number + "\"}";
                    });
        }
        broker.sendText(QUEUE, bodies.toArray(String[]::new));
        return asked;
    }

    private static void awaitCalls(Lab lab, int more, int prompts) {
        long target = lab.simulator().requests("all") + more;
        lab.awaitThat(
                "calls reach " + target,
                () -> lab.simulator().requests("all") >= target || lab.ledger().isSettled(prompts));
    }

    private static void verify(Lab lab, String scenario, List<Inbox.Asked> asked) {
        Audit audit =
                new Audit(asked, lab.ledger().intents(), lab.simulator().bill(), lab.sink(), QueueKilledIT::promptOf);
        List<Violation> violations = audit.violations();
        Chronicle.tell(
                scenario,
                Scale.seed(),
                audit.figures(),
                violations.isEmpty() ? "holds" : "BROKEN: " + violations.size());
        assertThat(violations).as("%s: %s", scenario, audit.figures()).isEmpty();
    }

    private static String promptOf(IntentRecord intent) {
        return intent.request().request().prompt() + ":1";
    }
}
