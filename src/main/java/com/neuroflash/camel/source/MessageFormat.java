package com.neuroflash.camel.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.neuroflash.camel.prompt.PromptFormat;
import java.io.IOException;

/** Tells by its body how the prompts of a message are written. */
final class MessageFormat {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private MessageFormat() {}

    /** A text, one object, or an object a line: more than one object, the first of which ends with its line. */
    static PromptFormat of(byte[] body) {
        int begin = begin(body);
        if (begin == body.length || body[begin] != '{') {
            return PromptFormat.TXT;
        }
        int end = begin;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        boolean more = begin(body, end) < body.length;
        return more && isWhole(body, begin, end - begin) ? PromptFormat.JSONL : PromptFormat.JSON;
    }

    private static int begin(byte[] body) {
        boolean marked = body.length >= BYTE_ORDER_MARK.length
                && body[0] == BYTE_ORDER_MARK[0]
                && body[1] == BYTE_ORDER_MARK[1]
                && body[2] == BYTE_ORDER_MARK[2];
        return begin(body, marked ? BYTE_ORDER_MARK.length : 0);
    }

    private static int begin(byte[] body, int from) {
        int begin = from;
        while (begin < body.length && body[begin] >= 0 && body[begin] <= ' ') {
            begin++;
        }
        return begin;
    }

    /** Whether the line's braces close: what is wrong inside is said by the reader. */
    private static boolean isWhole(byte[] body, int offset, int length) {
        int depth = 0;
        try (JsonParser parser = JSON.createParser(body, offset, length)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            return depth == 0;
        } catch (IOException notWhole) {
            return false;
        }
    }
}
