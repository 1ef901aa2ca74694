package com.neuroflash.camel.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.api.AuthenticationException;
import com.neuroflash.camel.api.RetryLaterException;
import com.neuroflash.camel.component.Credentials.ClientCredentials;
import com.neuroflash.camel.component.FetchedTokens.Fetched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.component.http.HttpMethods;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/** Exchanges client credentials for an access token. */
final class TokenEndpoint implements Supplier<Fetched> {
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final long LONGEST_LIFE = Duration.ofDays(365).toSeconds();
    private static final long USUAL_LIFE = Duration.ofHours(1).toSeconds();

    private final ClientCredentials credentials;
    private final HttpTransports transports;
    private final ClientSettings.Limits limits;
    private final Clock clock;

    TokenEndpoint(ClientCredentials credentials, HttpTransports transports, ClientSettings.Limits limits, Clock clock) {
        this.credentials = credentials;
        this.transports = transports;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Fetched get() {
        try (HttpAnswer answer = transports.token(credentials.tokenUrl()).send(call(), limits.readTimeout())) {
            byte[] body = answer.readAll(LONGEST_ANSWER);
            return answer.isSuccess() ? granted(answer.status(), body) : refused(answer, body);
        } catch (IOException e) {
            return later(0, "", "did not answer (" + Failure.describe(e) + ")", Optional.empty(), e);
        }
    }

    private HttpCall call() {
        UrlEncodedFormEntity form = new UrlEncodedFormEntity(
                List.of(
                        new BasicNameValuePair("grant_type", "client_credentials"),
                        new BasicNameValuePair("client_id", credentials.clientId()),
                        new BasicNameValuePair("client_secret", credentials.clientSecret()),
                        new BasicNameValuePair("scope", "openid")),
                StandardCharsets.UTF_8);
        return new HttpCall(
                HttpMethods.POST, credentials.tokenUrl(), Map.of(WireHeaders.ACCEPT, "application/json"), form);
    }

    private Fetched granted(int status, byte[] body) {
        JsonNode json = parse(body);
        String token = json.path("access_token").asText("");
        if (!HeaderValue.isSafe(token)) {
            return later(status, "", "answered without a usable access_token", Optional.empty(), null);
        }
        long seconds = json.path("expires_in").asLong(USUAL_LIFE);
        return new Fetched.Granted(token, Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_LIFE))));
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.fromServer().readTree(body);
        } catch (IOException ignored) {
            // treated as an answer without a token; the text must not be shown, it may hold one
            return Json.fromServer().createObjectNode();
        }
    }

    private Fetched refused(HttpAnswer answer, byte[] body) {
        int status = answer.status();
        Redaction redaction = new Redaction("", List.of(credentials.clientSecret(), credentials.clientId()));
        String words = ServerMessage.read(body, redaction);
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            Optional<Duration> wait = RetryAfter.parse(
                    answer.header("Retry-After"), answer.date().orElseGet(clock::instant), limits.retryAfterCap());
            return later(status, words, "answered HTTP " + status, wait, null);
        }
        return new Fetched.Failed(operation -> new AuthenticationException(
                operation,
                status,
                words,
                operation + ": the token endpoint " + credentials.tokenUrl().getHost() + " answered HTTP " + status
                        + (words.isEmpty() ? "" : ", saying \"" + words + "\"")
                        + ". Nothing was billed; see to clientId, clientSecret and tokenUrl.",
                null));
    }

    private Fetched later(int status, String words, String what, Optional<Duration> wait, Throwable cause) {
        return new Fetched.Failed(operation -> new RetryLaterException(
                operation,
                status,
                words,
                operation + ": the token endpoint " + credentials.tokenUrl().getHost() + " " + what
                        + (words.isEmpty() ? "" : ", saying \"" + words + "\"")
                        + ". Nothing was billed; it may succeed later.",
                wait.orElse(null),
                cause));
    }
}
