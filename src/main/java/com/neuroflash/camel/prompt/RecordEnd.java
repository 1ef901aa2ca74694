package com.neuroflash.camel.prompt;

import java.util.Optional;

/** Tells, byte by byte, where a record ends; the bytes it looks for never occur inside another UTF-8 character. */
interface RecordEnd {
    /** Whether this is the last byte of the record. */
    boolean endsWith(byte next);

    /** What was wrong with the record that has just ended, or empty; the next byte begins another one. */
    Optional<String> flaw();

    static RecordEnd of(PromptFormat format) {
        return switch (format) {
            case TXT, JSON -> new EndOfFile();
            case JSONL -> new EndOfLine();
            case CSV -> new EndOfRow();
        };
    }

    /** The whole file is the record. */
    final class EndOfFile implements RecordEnd {
        @Override
        public boolean endsWith(byte next) {
            return false;
        }

        @Override
        public Optional<String> flaw() {
            return Optional.empty();
        }
    }

    /** Every line feed ends a record. */
    final class EndOfLine implements RecordEnd {
        @Override
        public boolean endsWith(byte next) {
            return next == '\n';
        }

        @Override
        public Optional<String> flaw() {
            return Optional.empty();
        }
    }
}
