package com.neuroflash.camel.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * An answer; it never holds a prompt's text.
 *
 * @param status the HTTP status
 * @param json its body
 * @param retryAfter when it makes sense to ask again
 */
record Reply(int status, ObjectNode json, Optional<Duration> retryAfter) {
    static final int OK = 200;
    static final int ACCEPTED = 202;
    static final int CONFLICT = 409;
    static final int TOO_MANY = 429;

    private static final Duration SOON = Duration.ofSeconds(1);

    Reply {
        requireNonNull(json, "json is null");
        requireNonNull(retryAfter, "retryAfter is null");
    }

    static Reply of(int status, ObjectNode json) {
        return new Reply(status, json, Optional.empty());
    }

    static Reply of(int status, String error) {
        return of(status, error(error));
    }

    /** Nothing was stored; the same may be sent again after a while. */
    static Reply later(int status, String error, Duration after) {
        return new Reply(status, error(error), Optional.of(after.compareTo(SOON) < 0 ? SOON : after));
    }

    static ObjectNode error(String text) {
        return JsonNodeFactory.instance.objectNode().put("error", text);
    }

    /** Becomes the message, in place of everything that came. */
    void writeTo(Message message) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("Cache-Control", "no-store");
        retryAfter.ifPresent(after -> message.setHeader("Retry-After", seconds(after)));
        message.setBody(json + "\n");
    }

    /** Rounded up: earlier makes no sense. */
    private static String seconds(Duration after) {
        return Long.toString(after.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
