package com.neuroflash.camel.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Answers that are given before a prompt is looked at; what was not read of the body is never read. */
final class Refusals {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED_MEDIA_TYPE = 415;
    static final int UNAVAILABLE = 503;

    /** What the server's body handler fails with when the connection breaks. */
    private static final int CLIENT_IS_GONE = 200;

    private static final Map<Integer, String> MEANINGS = Map.of(
            BAD_REQUEST,
            "the request can't be read",
            NOT_FOUND,
            "expected POST /prompts or GET /prompts/{id}",
            METHOD_NOT_ALLOWED,
            "expected POST /prompts or GET /prompts/{id}",
            TOO_LARGE,
            "the body is too large: expected at most messages.max-size",
            417,
            "expected no Expect but 100-continue",
            500,
            "this failed unexpectedly; the service's log says more");

    /** So long a client that still sends has to find the answer, before the connection is reset. */
    private static final long LINGER_MILLIS = 1_000;

    private Refusals() {}

    /** Gives the server's own answers the form of ours. */
    static void answer(Router router) {
        router.errorHandler(CLIENT_IS_GONE, context -> {});
        MEANINGS.forEach((status, meaning) -> router.errorHandler(status, context -> {
            if (status == METHOD_NOT_ALLOWED) {
                boolean all = context.request().path().equals("/prompts");
                context.response().putHeader("Allow", (all ? HttpMethod.POST : HttpMethod.GET).name());
            }
            refuse(context, status, meaning);
        }));
    }

    static void refuse(RoutingContext context, int status, String meaning) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        boolean unread = !context.request().isEnded();
        if (unread) {
            context.request().pause();
            response.putHeader("Connection", "close");
        }
        String json =
                JsonNodeFactory.instance.objectNode().put("error", meaning).toString();
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(json + "\n");
        if (unread) {
            context.vertx().setTimer(LINGER_MILLIS, late -> context.request()
                    .connection()
                    .close());
        }
    }
}
