package com.neuroflash.camel.inbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import com.neuroflash.camel.prompt.RawRecord;
import com.neuroflash.camel.prompt.RawRecords;
import com.neuroflash.camel.source.PromptJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Puts the id first into a JSON object that has none, or in the place of one that is null. */
final class JsonIds implements IntentIds {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String ID = "id";

    private final Map<Long, String> intents;

    JsonIds(Map<Long, String> intents) {
        this.intents = Map.copyOf(intents);
    }

    @Override
    public Optional<Splice> inHeader(RawRecord header) {
        return Optional.empty();
    }

    @Override
    public Optional<Splice> inRecord(RawRecord record) {
        return Optional.ofNullable(intents.get(record.line()))
                .filter(intent -> record.flaw().isEmpty())
                .flatMap(intent -> splice(record.content(), intent));
    }

    private static Optional<Splice> splice(byte[] content, String intent) {
        // a character a byte, so that the parser's places are those of the bytes
        String bytes = new String(content, StandardCharsets.ISO_8859_1);
        try (JsonParser parser = JSON.createParser(bytes)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    ? splice(parser, intent).map(splice -> bounded(splice, content, intent))
                    : Optional.empty();
        } catch (IOException ignored) {
            // no valid JSON, so no prompt: it stays as it is
            return Optional.empty();
        }
    }

    private static Optional<Splice> splice(JsonParser parser, String intent) throws IOException {
        int begin = place(parser.currentTokenLocation().getCharOffset()) + 1;
        JsonToken next = parser.nextToken();
        String member = quoted(ID) + ":" + quoted(intent) + (next == JsonToken.END_OBJECT ? "" : ",");
        while (next == JsonToken.FIELD_NAME) {
            boolean isId = parser.currentName().equals(ID);
            JsonToken value = parser.nextToken();
            if (isId) {
                int at = place(parser.currentTokenLocation().getCharOffset());
                return value == JsonToken.VALUE_NULL
                        ? Optional.of(new Splice(at, "null".length(), quoted(intent)))
                        : Optional.empty();
            }
            parser.skipChildren();
            next = parser.nextToken();
        }
        return Optional.of(Splice.insert(begin, member));
    }

    /** Of a record that would become too long to be read, only what it means is kept. */
    private static Splice bounded(Splice splice, byte[] content, String intent) {
        if (splice.lengthOf(content) > RawRecords.MAX_LENGTH
                && PromptReader.parseMessage(new String(content, StandardCharsets.UTF_8))
                        instanceof PromptLine.Parsed parsed) {
            return new Splice(0, content.length, PromptJson.of(parsed.message(), intent));
        }
        return splice;
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static int place(long offset) {
        return Math.toIntExact(offset);
    }
}
