package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private static final Map<String, String> CREDENTIALS = Map.of(
            "NEUROFLASH_BASE_URL", "https://api.example/base",
            "NEUROFLASH_WORKSPACE_ID", "w",
            "NEUROFLASH_ACCESS_TOKEN", "t0p-secret");

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> arguments = new HashMap<>();

    @BeforeEach
    void makeConfigurationDirectory() throws IOException {
        Files.createDirectory(directory.resolve("config"));
    }

    @Test
    void simulatesOnlyWithTheEmbeddedDefaults() {
        Settings settings = read();

        assertThat(settings.simulated()).isTrue();
        assertThat(settings.inbox().directory()).isEqualTo(directory.resolve("data/inbox"));
        assertThat(settings.delivery().directory()).isEqualTo(directory.resolve("data/outbox"));
        assertThat(settings.pipeline().concurrency()).isEqualTo(16);
    }

    @Test
    void keepsSimulatedImagesAwayFromARealSink() {
        for (String key : new String[] {"delivery.directory", "inbox.directory"}) {
            arguments.clear();
            arguments.put(key, "elsewhere");

            assertThatThrownBy(this::read)
                    .hasMessageContaining("never reach a real sink")
                    .hasMessageContaining("neuroflash.base-url");
        }
    }

    @Test
    void keepsSimulatedImagesOutOfS3() {
        arguments.put("delivery.sink", "s3");
        arguments.put("s3.bucket", "images");
        arguments.put("s3.region", "eu-central-1");

        assertThatThrownBy(this::read).hasMessageContaining("never reach a real sink");
    }

    @Test
    void takesNoQueuesMessagesForTheSimulator() {
        arguments.put("sqs.queue", "prompts");
        arguments.put("sqs.region", "eu-central-1");

        assertThatThrownBy(this::read).hasMessageContaining("never reach a real sink");
    }

    @Test
    void namesEveryProblemOfTheSqsSource() {
        environment.putAll(CREDENTIALS);
        arguments.put("sqs.queue", "prompts");
        arguments.put("sqs.endpoint", "localhost:4566");
        arguments.put("sqs.visibility", "1s");
        arguments.put("pipeline.max-hold", "6h");

        assertThatThrownBy(this::read)
                .hasMessageContaining("sqs.region: expected the queue's region")
                .hasMessageContaining("sqs.endpoint: expected an absolute http or https URL")
                .hasMessageContaining("sqs.visibility: expected from 2s to 1h")
                .hasMessageContaining("pipeline.max-hold: expected")
                .hasMessageContaining("12h");
    }

    @Test
    void neverSimulatesInProduction() {
        environment.put("APP_PROFILE", "prod");

        assertThatThrownBy(this::read)
                .hasMessageContaining("neuroflash.access-token")
                .hasMessageContaining("neuroflash.workspace-id");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        environment.putAll(CREDENTIALS);
        arguments.put("pipeline.concurrency", "many");
        arguments.put("inbox.settle-time", "soon");
        arguments.put("delivery.max-image-size", "huge");
        arguments.put("delivery.key", "{nonsense}");
        arguments.put("pipelines.concurrency", "3");

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("5 problems")
                .hasMessageContaining("pipeline.concurrency: expected a whole number from 1 to 10000, found 'many'")
                .hasMessageContaining("inbox.settle-time: expected a duration")
                .hasMessageContaining("delivery.max-image-size: expected a size")
                .hasMessageContaining("{image_id}")
                .hasMessageContaining("pipelines.concurrency: unknown key in arguments");
    }

    @Test
    void takesACamelEndpointForDeadLettersAndTellsNothingSecretOfIt() {
        environment.putAll(CREDENTIALS);
        arguments.put("dead-letter.endpoint", "jms:queue:dead?password=secret");

        Settings.Messages messages = read().messages();

        assertThat(messages.endpointPlace()).contains("jms:queue:dead");
        assertThat(messages.toString()).doesNotContain("secret");
        arguments.put("dead-letter.endpoint", "dead");
        assertThatThrownBy(this::read).hasMessageContaining("dead-letter.endpoint: expected a Camel endpoint");
    }

    @Test
    void readsFilesThenEnvironmentThenArguments() throws IOException {
        environment.putAll(CREDENTIALS);
        write("application.properties", "pipeline.concurrency=2\npipeline.retries=2\npipeline.max-pause=2m\n");
        write("application-prod.properties", "pipeline.retries=3\npipeline.max-pause=3m\n");
        environment.put("APP_PROFILE", "prod");
        environment.put("PIPELINE_MAX_PAUSE", "4m");
        arguments.put("inbox.settle-time", "1s500ms");

        Settings settings = read();

        assertThat(settings.pipeline().concurrency()).isEqualTo(2);
        assertThat(settings.pipeline().retries()).isEqualTo(3);
        assertThat(settings.pipeline().maxPause()).isEqualTo(Duration.ofMinutes(4));
        assertThat(settings.inbox().settleTime()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void namesAnUnknownKeyInAFileAndLeavesUsersOwnKeysAlone() throws IOException {
        write("application.properties", "neuroflash.workspaceId=w\ncustom.bucket=b\ncamel.main.name=mine\n");

        assertThatThrownBy(this::read)
                .hasMessageContaining("1 problem:")
                .hasMessageContaining("neuroflash.workspaceId: unknown key in config/application.properties");
    }

    @Test
    void passesUsersOwnKeysOn() throws IOException {
        write("application.properties", "custom.bucket=b\n");

        assertThat(read().properties()).containsEntry("custom.bucket", "b");
    }

    @Test
    void ignoresForeignEnvironmentVariables() {
        environment.put("NEUROFLASH_SERVICE_PORT_8080_TCP", "tcp://10.0.0.1:8080");

        assertThat(read().simulated()).isTrue();
    }

    @Test
    void refusesSecretsInArgumentsAndNeverShowsThem() {
        environment.putAll(CREDENTIALS);
        environment.remove("NEUROFLASH_ACCESS_TOKEN");
        arguments.put("neuroflash.access-token", "t0p-secret");

        assertThatThrownBy(this::read)
                .hasMessageContaining("NEUROFLASH_ACCESS_TOKEN")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("t0p-secret"));
    }

    @Test
    void showsNoSecretAnywhere() {
        environment.putAll(CREDENTIALS);

        Settings settings = read();

        assertThat(settings.toString()).doesNotContain("t0p-secret");
        assertThat(settings.properties()).doesNotContainValue("t0p-secret");
    }

    @Test
    void asksForOneKindOfCredentials() {
        environment.putAll(CREDENTIALS);
        environment.put("NEUROFLASH_CLIENT_ID", "c");
        environment.put("NEUROFLASH_CLIENT_SECRET", "s");

        assertThatThrownBy(this::read).hasMessageContaining("found both");
    }

    @Test
    void refusesASinkWithoutARoute() {
        environment.putAll(CREDENTIALS);
        arguments.put("delivery.sink", "ftp");

        assertThatThrownBy(this::read).hasMessageContaining("routes/deliver-to-<name>.camel.yaml");
    }

    @Test
    void takesASinkOfTheUsersOwn() throws IOException {
        environment.putAll(CREDENTIALS);
        arguments.put("delivery.sink", "ftp");
        Files.createDirectory(directory.resolve("routes"));
        Files.writeString(directory.resolve("routes/deliver-to-ftp.camel.yaml"), "");

        assertThat(read().sinks().names()).containsExactly("ftp");
    }

    @Test
    void keepsTheLedgerBelowTheDataDirectory() {
        Settings settings = read();

        assertThat(settings.ledger().url()).isEqualTo("jdbc:sqlite:" + directory.resolve("data/ledger.db"));
        assertThat(settings.ledger().file()).contains(directory.resolve("data/ledger.db"));
        assertThat(settings.ledger().retention()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.billing().toRules()).isEqualTo(BillingRules.defaults());
        assertThat(settings.budget().toBudget()).isEqualTo(Budget.unlimited());
        assertThat(settings.pipeline().maxHold()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.pipeline().maxParked()).isEqualTo(10_000);
    }

    @Test
    void readsALedgerThatSeveralInstancesShare() {
        environment.put("LEDGER_PASSWORD", "t0p-secret");
        arguments.put("ledger.url", "jdbc:postgresql://db.example/ledger?ssl=true");
        arguments.put("ledger.user", "camel");
        arguments.put("billing.on-ambiguous", "resubmit");
        arguments.put("budget.images-per-day", "500");

        Settings settings = read();

        LedgerSettings ledger = settings.ledger().toLedgerSettings(LedgerSettings.Access.RUN);
        assertThat(ledger.url()).isEqualTo("jdbc:postgresql://db.example/ledger?ssl=true");
        assertThat(ledger.password()).contains("t0p-secret");
        assertThat(settings.ledger().file()).isEmpty();
        assertThat(settings.toString()).doesNotContain("t0p-secret");
        assertThat(settings.properties()).doesNotContainValue("t0p-secret");
        assertThat(settings.billing().toRules().onAmbiguous()).isEqualTo(BillingRules.OnAmbiguous.RESUBMIT);
        assertThat(settings.budget().toBudget().imagesPerDay()).hasValue(500);
    }

    @Test
    void tellsWhatIsWrongWithLedgerBillingAndBudget() {
        arguments.put("ledger.url", "jdbc:postgresql://db/ledger?password=t0p-secret");
        arguments.put("ledger.lease", "1s");
        arguments.put("billing.on-ambiguous", "guess");
        arguments.put("billing.max-attempts", "0");
        arguments.put("budget.images-per-month", "-1");
        arguments.put("billing.generation-limit", "4m");
        arguments.put("ledger.password", "t0p-secret");

        assertThatThrownBy(this::read)
                .hasMessageContaining("7 problems")
                .hasMessageContaining("ledger.url: expected no user or password in it")
                .hasMessageContaining("ledger.lease: expected 3s or more, found '1s'")
                .hasMessageContaining("billing.on-ambiguous: expected hold or resubmit, found 'guess'")
                .hasMessageContaining("billing.max-attempts: expected a whole number from 1 to 100, found '0'")
                .hasMessageContaining("budget.images-per-month: expected a whole number of 0 or more")
                .hasMessageContaining(
                        "neuroflash.response-timeout: expected billing.generation-limit (4m) or less," + " found '5m'")
                .hasMessageContaining("LEDGER_PASSWORD")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("t0p-secret"));
    }

    @Test
    void refusesALedgerThatForgets() {
        for (String url : new String[] {"jdbc:sqlite::memory:", "jdbc:sqlite:", "jdbc:h2:mem:x"}) {
            arguments.put("ledger.url", url);

            assertThatThrownBy(this::read).hasMessageContaining("ledger.url: expected ");
        }
    }

    private Settings read() {
        return new SettingsReader(directory, environment).read(arguments);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve("config").resolve(name), text);
    }
}
