package com.neuroflash.camel.prompt;

import static java.util.Objects.requireNonNull;

/** One prompt of a file or message, as it came: usable or refused. */
public sealed interface PromptLine {
    /** The physical line, counted from 1, where the prompt begins; 1 where the file is the prompt. */
    long number();

    /**
     * The SHA-256, in lower-case hex, of the raw bytes without byte order mark and line end; of a csv row it also covers
     * the header, without which a row has no meaning.
     */
    String sha256();

    /** A prompt that can be used. */
    record Parsed(long number, String sha256, PromptMessage message) implements PromptLine {
        /** Checks that all are there. */
        public Parsed {
            requireNonNull(sha256, "sha256 is null");
            requireNonNull(message, "message is null");
        }
    }

    /** A prompt that can't be used, with everything that is wrong with it. */
    record Refused(long number, String sha256, Refusal refusal) implements PromptLine {
        /** Checks that all are there. */
        public Refused {
            requireNonNull(sha256, "sha256 is null");
            requireNonNull(refusal, "refusal is null");
        }
    }
}
