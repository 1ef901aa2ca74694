package com.neuroflash.camel.simulator;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** What a fault makes of a body before it is sent. */
final class BodyFaults {
    private BodyFaults() {}

    static Answer apply(Answer answer, Disturbance disturbance) {
        Answer changed = answer;
        for (Fault fault : disturbance.faults()) {
            changed = apply(changed, fault);
        }
        return changed;
    }

    private static Answer apply(Answer answer, Fault fault) {
        if (fault instanceof Fault.ContentType type) {
            return type.contentType().isEmpty()
                    ? answer.withoutHeader(Answer.CONTENT_TYPE)
                    : answer.withHeader(Answer.CONTENT_TYPE, type.contentType());
        }
        Content content = answer.content();
        if (fault instanceof Fault.Truncate truncate && !truncate.wholeLength()) {
            return answer.withContent(shortened(content, content.length() / 2));
        }
        if (fault instanceof Fault.Corrupt corrupt) {
            return answer.withContent(new Content(
                    content.length(), () -> new Spoiled(content.opener().open(), corrupt.from())));
        }
        if (fault instanceof Fault.Oversize oversize && oversize.bytes() > content.length()) {
            return answer.withContent(lengthened(content, oversize.bytes()));
        }
        return answer;
    }

    private static Content shortened(Content content, long length) {
        return new Content(length, () -> new Bounded(content.opener().open(), length));
    }

    private static Content lengthened(Content content, long length) {
        return new Content(
                length,
                () -> new SequenceInputStream(
                        content.opener().open(), new FillerInputStream(length - content.length())));
    }

    /** Ends early. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? super.read() : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = super.read(bytes, offset, (int) Math.min(length, left));
            left -= read;
            return read;
        }
    }

    /** Turns every byte from a position on into another one. */
    private static final class Spoiled extends FilterInputStream {
        private static final int SPOILER = 0x5A;
        private final long from;
        private long position;

        Spoiled(InputStream in, long from) {
            super(in);
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            return value >= 0 && position++ >= from ? value ^ SPOILER : value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            for (int i = 0; i < read; i++) {
                if (position++ >= from) {
                    bytes[offset + i] ^= SPOILER;
                }
            }
            return read;
        }
    }
}
