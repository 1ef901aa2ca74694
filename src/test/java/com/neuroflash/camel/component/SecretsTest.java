package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.neuroflash.camel.component.Credentials.ClientCredentials;
import com.neuroflash.camel.component.Credentials.ReadyToken;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsTest {
    private static final String SECRET = "s3cr3t-of-the-test";
    private static final String PROMPT = "a very private prompt";

    @Test
    void areMaskedInEveryText() throws Exception {
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            Endpoint endpoint = component
                    .context()
                    .getEndpoint("neuroflash:models?accessToken=RAW(" + SECRET + ")&clientSecret=" + SECRET
                            + "&clientId=" + SECRET);
            NeuroflashConfiguration options = component.options();
            options.setAccessToken(SECRET);
            ClientSettings settings = ClientSettings.of(options);

            assertThat(List.of(
                            endpoint.toString(),
                            endpoint.createProducer().toString(),
                            options.toString(),
                            settings.toString(),
                            new ReadyToken(SECRET).toString(),
                            new ClientCredentials(URI.create("https://h.test"), SECRET, SECRET).toString(),
                            new FetchedTokens.Fetched.Granted(SECRET, Duration.ZERO).toString(),
                            component.client().toString()))
                    .noneMatch(text -> text.contains(SECRET));
        }
    }

    @Test
    void neverReachTheLogWhateverGoesWrong() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger wire = (Logger) LoggerFactory.getLogger("org.apache.hc.client5.http");
        Level before = root.getLevel();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        root.detachAppender("console");
        wire.setLevel(Level.INFO);
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            component.options().setAccessToken(SECRET);
            for (int status : new int[] {200, 400, 401, 429, 500}) {
                server.answering(status, "{\"detail\": \"" + PROMPT + " " + SECRET + "\"}");
                assertThatThrownBy(() -> component.send("neuroflash:generate", PROMPT, Map.of()))
                        .hasMessageNotContaining(PROMPT);
            }
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
            wire.setLevel(null);
        }

        assertThat(log.list).isNotEmpty();
        assertThat(log.list.stream().map(SecretsTest::text).collect(Collectors.joining("\n")))
                .doesNotContain(SECRET, PROMPT);
    }

    private static String text(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getFormattedMessage() + trace;
    }
}
