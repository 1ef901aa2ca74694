package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.component.Credentials.ReadyToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {
    @Test
    void hasSaneDefaults() {
        ClientSettings settings = ClientSettings.of(minimal());

        assertThat(settings.baseUrl().uri()).hasToString("https://app.neuroflash.com/api/ds-prototypes");
        assertThat(settings.limits())
                .isEqualTo(new ClientSettings.Limits(
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(3),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        20,
                        new DataSize(50L << 20),
                        Duration.ofHours(1)));
    }

    @Test
    void reportsAllProblemsAtOnce() {
        NeuroflashConfiguration options = new NeuroflashConfiguration();
        options.setBaseUrl("nowhere");
        options.setConnectTimeout(0);
        options.setMaxConnections(-1);
        options.setMaxImageSize("big");

        assertThatThrownBy(() -> ClientSettings.of(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "baseUrl",
                        "workspaceId",
                        "accessToken, or both clientId and clientSecret",
                        "connectTimeout",
                        "maxConnections",
                        "maxImageSize must be a number");
    }

    @Test
    void refusesTwoWaysOfAuthentication() {
        NeuroflashConfiguration options = minimal();
        options.setClientId("id");

        assertThatThrownBy(() -> ClientSettings.of(options))
                .hasMessageContaining("found accessToken clientId")
                .hasMessageNotContaining("tok-123");
    }

    @Test
    void takesATokenFromAFileThatEndsWithALineBreak() {
        NeuroflashConfiguration options = minimal();
        options.setAccessToken("tok-123\n");

        assertThat(ClientSettings.of(options).credentials()).isEqualTo(new ReadyToken("tok-123"));
    }

    @Test
    void refusesWhatWouldBreakOutOfAHeader() {
        NeuroflashConfiguration options = minimal();
        options.setAccessToken("tok-123\r\nHost: evil");
        options.setWorkspaceId("w\u0000x");

        assertThatThrownBy(() -> ClientSettings.of(options))
                .hasMessageContainingAll("workspaceId must", "accessToken must")
                .hasMessageNotContaining("tok-123");
    }

    @Test
    void readsSizesAsCamelWritesThem() {
        assertThat(DataSize.parse("x", "512")).isEqualTo(new DataSize(512));
        assertThat(DataSize.parse("x", "64 kb")).isEqualTo(new DataSize(64 << 10));
        assertThat(DataSize.parse("x", "25MB")).isEqualTo(new DataSize(25 << 20));
        assertThat(DataSize.parse("x", "1GB")).isEqualTo(new DataSize(1 << 30));
        assertThat(DataSize.read("8589934591 GB")).contains(new DataSize(8589934591L << 30));
        assertThat(DataSize.read("8589934592 GB")).isEmpty();
        assertThatThrownBy(() -> DataSize.parse("x", "0MB")).hasMessageContaining("above 0");
    }

    private static NeuroflashConfiguration minimal() {
        NeuroflashConfiguration options = new NeuroflashConfiguration();
        options.setWorkspaceId("w");
        options.setAccessToken("tok-123");
        return options;
    }
}
