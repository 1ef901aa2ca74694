package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a 202 is worth when the plug is pulled. */
class ServePromptsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern ADDRESS = Pattern.compile("POST (http://\\S+/prompts)");
    private static final int POSTS = 20;
    private static final int LINES = 5;

    @TempDir
    private Path directory;

    @Test
    void deliversWhatItHasAnsweredForAndPaysNothingTwiceWhenThePlugIsPulled() throws Exception {
        SimulatorSettings settings =
                SimulatorSettings.in(directory.resolve("simulator")).withFastImages(4_096);
        try (Simulator simulator = Simulator.start(settings)) {
            List<String> ids = new ArrayList<>();
            try (PackedJar killed = PackedJar.start(directory, environment(simulator))) {
                PromptClient client = client(killed);
                for (int post = 0; post < POSTS; post++) {
                    ids.addAll(ids(post(client, post)));
                }
                killed.kill();
            }
            assertThat(new HashSet<>(ids)).hasSize(POSTS * LINES);

            try (PackedJar again = PackedJar.start(directory, environment(simulator))) {
                PromptClient client = client(again);
                assertThat(ids(post(client, 0))).isEqualTo(ids.subList(0, LINES));
                for (String id : ids) {
                    await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                                    client.get("/prompts/" + id).body())
                            .contains("\"state\":\"done\""));
                }
                again.terminate();
            }

            assertThat(simulator.bill()).hasSize(POSTS * LINES);
            assertThat(RunningService.filesBelow(directory.resolve("data/outbox")).stream()
                            .filter(file -> file.toString().endsWith(".json")))
                    .hasSize(POSTS * LINES);
        }
    }

    private static HttpResponse<String> post(PromptClient client, int number) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            body.append("{\"prompt\": \"motif ").append(number * LINES + line).append("\"}\n");
        }
        HttpResponse<String> answer =
                client.post("application/x-ndjson", body.toString(), "Idempotency-Key", "post-" + number);
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer;
    }

    private static List<String> ids(HttpResponse<String> answer) throws Exception {
        return PromptClient.json(answer).path("prompts").findValuesAsText("id");
    }

    private static PromptClient client(PackedJar jar) {
        String output = await().atMost(PATIENCE)
                .until(jar::output, text -> ADDRESS.matcher(text).find());
        Matcher address = ADDRESS.matcher(output);
        assertThat(address.find()).isTrue();
        return new PromptClient(URI.create(address.group(1)));
    }

    private static Map<String, String> environment(Simulator simulator) {
        Map<String, String> environment = new HashMap<>();
        environment.put("NEUROFLASH_BASE_URL", simulator.baseUrl().toString());
        environment.put("NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE);
        environment.put("NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN);
        environment.put("HTTP_PROMPTS", "true");
        environment.put("APP_HTTP_PORT", "0");
        environment.put("BILLING_GENERATION_LIMIT", "3s");
        environment.put("NEUROFLASH_RESPONSE_TIMEOUT", "3s");
        environment.put("BILLING_HISTORY_LAG", "1s");
        environment.put("BILLING_SEND_GUARD", "3s");
        return environment;
    }
}
