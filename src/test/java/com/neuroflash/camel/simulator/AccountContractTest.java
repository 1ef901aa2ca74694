package com.neuroflash.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountContractTest {
    private static final String QUOTAS =
            "/api/usage-service/v1/workspaces/simulator-workspace/quotas?usageTypeKey=images";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic simulator-token", "simulator-token"})
    void refusesACallWithoutAValidToken(String authorization) {
        try (Simulator simulator = Simulator.start(settings())) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/models"))
                    .header("x-workspace-id", SimulatorSettings.DEFAULT_WORKSPACE);
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }

            Client.Reply reply = Client.send(request);

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.json().get("code").asText()).isEqualTo("UNAUTHORIZED");
        }
    }

    @Test
    void refusesEveryOperationWithoutAValidToken() {
        try (Simulator simulator = Simulator.start(settings())) {
            Client stranger = new Client(simulator, "wrong");

            assertThat(stranger.generate("{\"prompt\":\"x\"}").status()).isEqualTo(401);
            assertThat(stranger.edit("{\"prompt\":\"x\"}").status()).isEqualTo(401);
            assertThat(stranger.get("/models").status()).isEqualTo(401);
            assertThat(stranger.get("/history").status()).isEqualTo(401);
            assertThat(stranger.get("/history/x").status()).isEqualTo(401);
            assertThat(stranger.delete("/history/x").status()).isEqualTo(401);
            assertThat(stranger.view("x").status()).isEqualTo(401);
            assertThat(stranger.get("/../usage-service/v1/workspaces/x/quotas").status())
                    .isIn(401, 404);
        }
    }

    @Test
    void refusesAForeignWorkspaceAndAMissingOne() {
        try (Simulator simulator = Simulator.start(settings())) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/models"))
                    .header("Authorization", "Bearer " + SimulatorSettings.DEFAULT_ACCESS_TOKEN);

            assertThat(Client.send(request).status()).isEqualTo(400);
            assertThat(Client.send(request.header("x-workspace-id", "foreign")).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void refusesImagesInAPlanWithoutThem() {
        try (Simulator simulator = Simulator.start(settings().withoutImagesInPlan())) {
            Client client = new Client(simulator);

            Client.Reply reply = client.generate("{\"prompt\":\"x\"}");

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.json().get("code").asText()).isEqualTo("PLAN_LIMIT");
            assertThat(client.get("/models").json().findValuesAsText("allowed")).containsOnly("false");
        }
    }

    @Test
    void issuesTokensThatExpire() {
        SettableClock clock = new SettableClock("2026-11-22T10:00:00Z");
        try (Simulator simulator = Simulator.start(settings()
                .withClock(clock)
                .withClient("me", "s&cret=+% ü")
                .withTokenLifetime(Duration.ofMinutes(10)))) {
            Client.Reply reply = token(simulator, "client_credentials", "me", "s&cret=+% ü", "openid");

            JsonNode token = reply.json();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(token.get("token_type").asText()).isEqualTo("Bearer");
            assertThat(token.get("expires_in").asLong()).isEqualTo(600);
            Client client = new Client(simulator, token.get("access_token").asText());
            clock.advance(Duration.ofSeconds(599));
            assertThat(client.get("/models").status()).isEqualTo(200);
            clock.advance(Duration.ofSeconds(1));
            assertThat(client.get("/models").status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "client_credentials,wrong,simulator-secret,openid,401,invalid_client",
        "client_credentials,simulator-client,wrong,openid,401,invalid_client",
        "password,simulator-client,simulator-secret,openid,400,unsupported_grant_type",
        "client_credentials,simulator-client,simulator-secret,profile,400,invalid_scope"
    })
    void refusesATokenToAWrongClient(
            String grant, String client, String secret, String scope, int status, String error) {
        try (Simulator simulator = Simulator.start(settings())) {
            Client.Reply reply = token(simulator, grant, client, secret, scope);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.json().get("error").asText()).isEqualTo(error);
        }
    }

    @Test
    void refusesATokenRequestThatIsNoForm() {
        try (Simulator simulator = Simulator.start(settings())) {
            Client.Reply reply = Client.send(HttpRequest.newBuilder(simulator.tokenUrl())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().get("error").asText()).isEqualTo("invalid_request");
        }
    }

    @Test
    void givesFewerImagesWithLittleQuotaAndNoneWithoutIt() {
        SettableClock clock = new SettableClock("2026-11-30T23:59:00Z");
        try (Simulator simulator = Simulator.start(settings().withClock(clock).withQuota(5, 3))) {
            Client client = new Client(simulator);

            JsonNode cut = client.images("a cat", 4, "1:1", "png");
            Client.Reply refused = client.generate("{\"prompt\":\"x\"}");

            assertThat(cut.get("images")).hasSize(3);
            assertThat(cut.get("detail").asText()).contains("3 of 4");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("60");
            assertThat(refused.json().get("detail").asText()).contains("daily");
            JsonNode used = Client.send(client.request("").uri(client.at(QUOTAS)))
                    .json()
                    .at("/data/0");
            assertThat(used.get("usedAmount").asInt()).isEqualTo(3);
            assertThat(used.get("availableAmount").asInt()).isEqualTo(2);
            assertThat(used.get("dailyRefreshed").asText()).isEqualTo("2026-11-30");

            clock.advance(Duration.ofMinutes(1));

            assertThat(client.images("a cat", 3, "1:1", "png").get("images")).hasSize(3);
        }
    }

    @Test
    void saysWhenTheMonthsQuotaComesBack() {
        SettableClock clock = new SettableClock("2026-11-29T00:00:00Z");
        try (Simulator simulator = Simulator.start(settings().withClock(clock).withQuota(1, 100))) {
            Client client = new Client(simulator);
            client.image("the only one");

            Client.Reply refused = client.generate("{\"prompt\":\"x\"}");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("172800");
            assertThat(simulator.bill()).hasSize(1);
        }
    }

    @Test
    void tellsQuotaAndWorkspaces() {
        try (Simulator simulator = Simulator.start(settings().withQuota(100, 50))) {
            Client client = new Client(simulator);
            client.image("one");

            JsonNode quota =
                    Client.send(client.request("").uri(client.at(QUOTAS))).json();
            JsonNode workspaces = Client.send(client.request("").uri(client.at("/api/workspace-service/v1/workspaces")))
                    .json();
            Client.Reply foreign = Client.send(client.request("")
                    .uri(client.at("/api/usage-service/v1/workspaces/foreign/quotas?usageTypeKey=images")));

            assertThat(quota.at("/data/0").fieldNames())
                    .toIterable()
                    .containsExactly(
                            "usageTypeKey",
                            "limitAmount",
                            "limitAmountDaily",
                            "usedAmount",
                            "usedAmountDaily",
                            "availableAmount",
                            "bonusAmount",
                            "spilloverAmount",
                            "dailyRefreshed",
                            "fairUseLimitReached");
            assertThat(quota.at("/data/0/limitAmountDaily").asInt()).isEqualTo(50);
            assertThat(quota.has("page")).isTrue();
            assertThat(workspaces.at("/data/0/id").asText()).isEqualTo(SimulatorSettings.DEFAULT_WORKSPACE);
            assertThat(foreign.status()).isEqualTo(403);
        }
    }

    @Test
    void refusesMoreRequestsThanTheRate() {
        SettableClock clock = new SettableClock("2026-11-22T10:00:00Z");
        try (Simulator simulator = Simulator.start(settings().withClock(clock).withRequestsPerSecond(2))) {
            Client client = new Client(simulator);

            assertThat(client.get("/models").status()).isEqualTo(200);
            assertThat(client.get("/models").status()).isEqualTo(200);
            Client.Reply refused = client.get("/models");
            clock.advance(Duration.ofSeconds(1));

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(client.get("/models").status()).isEqualTo(200);
        }
    }

    @Test
    void answersOnlyAtTheVendorsBaseWhenToldSo() {
        try (Simulator simulator = Simulator.start(settings().withBasePath(SimulatorSettings.VENDOR_BASE))) {
            Client client = new Client(simulator);

            String image = client.image("a cat");

            assertThat(simulator.baseUrl().getPath()).isEqualTo("/api/ds-prototypes/image_generation");
            assertThat(client.get("/models").status()).isEqualTo(200);
            assertThat(client.view(image).status()).isEqualTo(200);
            assertThat(Client.send(client.request("").uri(client.at("/api/ds-prototypes/models")))
                            .status())
                    .isEqualTo(404);
        }
    }

    private SimulatorSettings settings() {
        return SimulatorSettings.in(directory).withFastImages(2_000);
    }

    private static Client.Reply token(Simulator simulator, String grant, String id, String secret, String scope) {
        String form = "grant_type=" + grant + "&client_id=" + encoded(id) + "&client_secret=" + encoded(secret)
                + "&scope=" + scope;
        return Client.send(HttpRequest.newBuilder(simulator.tokenUrl())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
