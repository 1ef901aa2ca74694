package com.neuroflash.camel.component;

import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.RetryLaterException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.http.HttpMethods;

/** What every call to the API has in common: its headers, its limits, and how an answer becomes a refusal. */
final class Calls {
    private static final int LONGEST_ERROR = 64 * 1024;

    private final ClientSettings settings;
    private final HttpTransports transports;
    private final AccessTokens tokens;
    private final Clock clock;

    Calls(ClientSettings settings, HttpTransports transports, AccessTokens tokens, Clock clock) {
        this.settings = settings;
        this.transports = transports;
        this.tokens = tokens;
        this.clock = clock;
    }

    BaseUrl base() {
        return settings.baseUrl();
    }

    ClientSettings.Limits limits() {
        return settings.limits();
    }

    HttpTransports transports() {
        return transports;
    }

    AccessTokens tokens() {
        return tokens;
    }

    Meaning meaning() {
        return new Meaning(settings.baseUrl());
    }

    /** Headers that go to the configured host, and to no other. */
    Map<String, String> headers(String accept, String token) {
        Map<String, String> headers = anonymousHeaders(accept);
        headers.put(WireHeaders.AUTHORIZATION, "Bearer " + token);
        headers.put(WireHeaders.WORKSPACE, settings.workspaceId());
        return headers;
    }

    Map<String, String> anonymousHeaders(String accept) {
        Map<String, String> headers = new HashMap<>();
        headers.put(WireHeaders.ACCEPT, accept);
        headers.put(WireHeaders.ACCEPT_ENCODING, "identity");
        return headers;
    }

    Redaction redaction(String prompt, String token) {
        List<String> secrets = new ArrayList<>(tokens.secrets());
        secrets.add(token);
        return new Redaction(prompt, secrets);
    }

    Refusal refusal(String operation, URI url, HttpAnswer answer, Redaction redaction) {
        return new Refusal(
                operation,
                url,
                answer.status(),
                ServerMessage.read(errorBody(answer), redaction),
                RetryAfter.parse(
                        answer.header("Retry-After"),
                        answer.date().orElseGet(clock::instant),
                        limits().retryAfterCap()));
    }

    private static byte[] errorBody(HttpAnswer answer) {
        try {
            return answer.readAll(LONGEST_ERROR);
        } catch (IOException ignored) {
            // the status says what to do; the words would only have explained it
            return new byte[0];
        }
    }

    /**
     * Sends a GET or DELETE; a refused token is replaced and the call repeated once.
     *
     * @return whatever the server answered, its body still to be read
     */
    Authorized authorized(String operation, HttpMethods method, URI url, String accept, Duration deadline) {
        try {
            Authorized first = attempt(operation, method, url, accept, deadline);
            if (first.answer().status() != 401 || !tokens.refused(first.token())) {
                return first;
            }
            first.answer().close();
            return attempt(operation, method, url, accept, deadline);
        } catch (IOException e) {
            throw unreachable(operation, e);
        }
    }

    private Authorized attempt(String operation, HttpMethods method, URI url, String accept, Duration deadline)
            throws IOException {
        String token = tokens.token(operation);
        HttpCall call = HttpCall.without(method, url, headers(accept, token));
        return new Authorized(transports.reads().send(call, deadline), token);
    }

    NeuroflashException unreachable(String operation, IOException cause) {
        return new RetryLaterException(
                operation,
                0,
                "",
                operation + ": no whole answer from " + base().uri().getHost() + " (" + Failure.describe(cause)
                        + "). Nothing was billed; it may succeed later.",
                null,
                cause);
    }

    /** An answer and the token it was asked with. */
    record Authorized(HttpAnswer answer, String token) {
        @Override
        public String toString() {
            return "Authorized[" + answer.status() + "]";
        }
    }
}
