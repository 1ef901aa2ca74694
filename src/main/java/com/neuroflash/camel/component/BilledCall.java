package com.neuroflash.camel.component;

import com.neuroflash.camel.api.AuthenticationException;
import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.OutcomeUnknownException;
import com.neuroflash.camel.api.RetryLaterException;
import java.io.IOException;
import java.net.URI;
import org.apache.camel.component.http.HttpMethods;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** The one POST of a generate or edit. Once its first byte may have left, every doubt is an unknown outcome. */
final class BilledCall {
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private final Calls calls;

    BilledCall(Calls calls) {
        this.calls = calls;
    }

    Dated<Generation> send(String operation, URI url, GenerationRequest request, Runnable lastCheck) {
        ByteArrayEntity body = new ByteArrayEntity(Json.write(request), ContentType.APPLICATION_JSON);
        HttpTransport transport = calls.transports().billed();
        String token = calls.tokens().token(operation);
        HttpCall call = new HttpCall(HttpMethods.POST, url, calls.headers("application/json", token), body);
        try (HttpAnswer answer = transport.sendBilled(call, calls.limits().responseTimeout(), lastCheck)) {
            return answer.isSuccess() ? generation(operation, answer) : refuse(operation, url, answer, token, request);
        } catch (RequestNotSentException e) {
            throw notSent(operation, e);
        } catch (IOException e) {
            throw unknown(operation, 0, "no whole answer arrived (" + Failure.describe(e) + ")", e);
        } catch (NeuroflashException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unknown(
                    operation,
                    0,
                    "the answer could not be handled (" + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private static Dated<Generation> generation(String operation, HttpAnswer answer) {
        Generation generation;
        try {
            generation = Json.fromServer().readValue(answer.readAll(LONGEST_ANSWER), Generation.class);
        } catch (IOException ignored) {
            // a parser's message repeats the text it could not read, and the text may repeat the prompt
            throw unknown(operation, answer.status(), "the answer is not the JSON that is documented", null);
        }
        if (generation == null || generation.images().isEmpty()) {
            throw unknown(operation, answer.status(), "the answer names no image", null);
        }
        return new Dated<>(generation, answer.date());
    }

    private Dated<Generation> refuse(
            String operation, URI url, HttpAnswer answer, String token, GenerationRequest request) {
        NeuroflashException meaning =
                calls.meaning().billed(calls.refusal(operation, url, answer, calls.redaction(request.prompt(), token)));
        if (meaning instanceof AuthenticationException) {
            calls.tokens().refused(token);
        }
        throw meaning;
    }

    private NeuroflashException notSent(String operation, RequestNotSentException cause) {
        return new RetryLaterException(
                operation,
                0,
                "",
                operation + ": " + calls.base().uri().getHost() + " could not be reached (" + Failure.describe(cause)
                        + "). Not a byte was sent, so nothing was billed; it may succeed later.",
                null,
                cause);
    }

    private static NeuroflashException unknown(String operation, int status, String what, Throwable cause) {
        return new OutcomeUnknownException(
                operation,
                status,
                "",
                operation + ": " + what + ". It may have been billed: ask the history before sending it again.",
                cause);
    }
}
