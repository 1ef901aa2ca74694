package com.neuroflash.camel.prompt;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** The bytes of one record while it is read: all are counted in the checksum, at most the allowed length is kept. */
final class RecordBytes {
    private final MessageDigest digest = Sha256.digest();
    private final boolean line;
    private ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
    private boolean carriageReturn;
    private boolean overLong;

    /** For a line, a carriage return at its very end belongs to the line end and is left out. */
    RecordBytes(boolean line) {
        this.line = line;
    }

    void append(byte[] buffer, int from, int to) {
        if (from < to && carriageReturn) {
            carriageReturn = false;
            add(new byte[] {'\r'}, 0, 1);
        }
        if (line && from < to && buffer[to - 1] == '\r') {
            carriageReturn = true;
            add(buffer, from, to - 1);
        } else {
            add(buffer, from, to);
        }
    }

    byte[] content() {
        return kept.toByteArray();
    }

    String sha256() {
        return Sha256.hex(digest.digest());
    }

    Optional<String> flaw() {
        return overLong
                ? Optional.of(
                        "is longer than " + RawRecords.MAX_LENGTH + " bytes, the most that is allowed; shorten it")
                : Optional.empty();
    }

    private void add(byte[] buffer, int from, int to) {
        digest.update(buffer, from, to - from);
        if (!overLong && kept.size() + to - from > RawRecords.MAX_LENGTH) {
            overLong = true;
            kept = new ByteArrayOutputStream(0);
        }
        if (!overLong) {
            kept.write(buffer, from, to - from);
        }
    }
}
