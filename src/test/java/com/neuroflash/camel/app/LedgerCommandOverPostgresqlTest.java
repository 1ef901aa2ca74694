package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.EmbeddedPostgresql;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command line beside a service, over the ledger that several share. */
@ExtendWith(EmbeddedPostgresql.class)
class LedgerCommandOverPostgresqlTest {
    private static final Account ACCOUNT = new Account("127.0.0.1:1", "w");

    @TempDir
    private Path directory;

    private final String url = EmbeddedPostgresql.newDatabase();

    @Test
    void showsAndDecidesBesideAService() {
        try (Ledger service = Ledger.open(LedgerSettings.of(url, LedgerSettings.Access.RUN))) {
            KeptPrompt held = new KeptPrompt(ACCOUNT, "order-1", "a lighthouse").held(service, Instant.now());

            assertThat(json("ledger", "list", "--state", "held").path("intents"))
                    .hasSize(1);
            assertThat(json("ledger", "show", held.prefix())
                            .at("/attempts/0/state")
                            .textValue())
                    .isEqualTo("unknown");
            assertThat(json("ledger", "resubmit", held.prefix(), "--dry-run")
                            .path("message")
                            .textValue())
                    .contains("MAY BE BILLED TWICE");
            assertThat(json("ledger", "drop", held.prefix()).path("state").textValue())
                    .isEqualTo("dropped");
            assertThat(service.load(held.identity()).orElseThrow().state()).isEqualTo(IntentState.DROPPED);
            assertThat(json("ledger", "purge", "--set", "ledger.retention=1ms")
                            .path("forgotten")
                            .intValue())
                    .isEqualTo(1);
        }
    }

    @Test
    void rebuildsAndVerifies() throws Exception {
        SinkFixture delivered = new SinkFixture(ACCOUNT, "order-2", 2);
        Path outbox = directory.resolve("data/outbox");
        Files.createDirectories(outbox.resolve(delivered.key(1)).getParent());
        for (int index = 1; index <= 2; index++) {
            Files.write(outbox.resolve(delivered.key(index)), delivered.image(index));
            Files.write(outbox.resolve(delivered.key(index) + ".json"), delivered.sidecar(index));
        }

        assertThat(json("ledger", "rebuild").path("prompts_added").intValue()).isEqualTo(1);
        assertThat(json("ledger", "verify").path("sinks").path(0).path("equal").intValue())
                .isEqualTo(2);
    }

    private JsonNode json(String... arguments) {
        Map<String, String> environment = Map.of(
                "LEDGER_URL", url,
                "NEUROFLASH_BASE_URL", "http://127.0.0.1:1/base",
                "NEUROFLASH_WORKSPACE_ID", "w",
                "NEUROFLASH_ACCESS_TOKEN", "t0p-secret");
        return CommandLineRun.json(directory, environment, arguments).json();
    }
}
