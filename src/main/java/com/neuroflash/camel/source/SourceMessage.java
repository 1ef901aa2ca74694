package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.prompt.PromptFormat;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One message as a source received it; nothing else of it comes further.
 *
 * @param source the configured source's name, such as {@code jms}: part of every identity
 * @param place the queue, topic, schedule or address; part of the identity of prompts without an id of their own
 * @param id what the source calls it, the same over redeliveries and unique at that place
 * @param body as received
 * @param format how its prompts are written
 * @param replays how often it was replayed as a dead letter
 */
public record SourceMessage(String source, String place, String id, byte[] body, PromptFormat format, int replays) {
    /** Checks that all are there and copies the body. */
    public SourceMessage {
        requireNonNull(source, "source is null");
        requireNonNull(place, "place is null");
        requireNonNull(id, "id is null");
        requireNonNull(format, "format is null");
        body = body.clone();
    }

    /** A message as it comes for the first time, in the format that its body shows. */
    public static SourceMessage of(String source, String place, String id, byte[] body) {
        return new SourceMessage(source, place, id, body, MessageFormat.of(body), 0);
    }

    /** The same message, replayed once more. */
    SourceMessage replayed() {
        return new SourceMessage(source, place, id, body, format, replays + 1);
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /** The length of the body in bytes. */
    public int length() {
        return body.length;
    }

    /** Reads its prompts. */
    public PromptReader reader() {
        return PromptReader.of(new ByteArrayInputStream(body), format);
    }

    /** What makes one of its prompts the same one when it comes again. */
    public PromptIdentity identity(PromptLine.Parsed line) {
        Optional<String> own = line.message().id();
        Identity identity = own.map(sender -> Identity.ofSender(source, sender))
                .orElseGet(() -> Identity.ofMessage(
                        source, place, id, line.number(), line.sha256().getBytes(StandardCharsets.US_ASCII)));
        boolean resumed = own.flatMap(Identity::resumed).isPresent();
        return new PromptIdentity(source, identity, line.sha256(), resumed);
    }

    /** Names nothing of the body: prompts never reach a log. */
    @Override
    public String toString() {
        return source + " " + place + " message " + id;
    }
}
