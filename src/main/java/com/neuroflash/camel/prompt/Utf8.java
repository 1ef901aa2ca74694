package com.neuroflash.camel.prompt;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: what isn't is refused, never replaced. */
final class Utf8 {
    private Utf8() {}

    /** The text of a record; the refusal names the line and the byte where it stops being UTF-8. */
    static String decode(RawRecord record, String whole) throws RefusedPrompt {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(record.content());
        CharBuffer text = CharBuffer.allocate(record.content().length);
        CoderResult result = decoder.decode(bytes, text, true);
        if (result.isError()) {
            long position = record.offset() + bytes.position() + 1;
            throw new RefusedPrompt(
                    whole,
                    "is not valid UTF-8 at line " + lineOf(record, bytes.position()) + ", byte " + position
                            + " of the file; save it as UTF-8");
        }
        return text.flip().toString();
    }

    private static long lineOf(RawRecord record, int position) {
        long line = record.line();
        for (int index = 0; index < position; index++) {
            if (record.content()[index] == '\n') {
                line++;
            }
        }
        return line;
    }
}
