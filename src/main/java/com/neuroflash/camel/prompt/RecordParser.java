package com.neuroflash.camel.prompt;

/** Reads the message that a record holds. */
interface RecordParser {
    /** The message of a record without a flaw. */
    PromptMessage parse(RawRecord record) throws RefusedPrompt;

    /** What identifies the record's content. */
    default String sha256(RawRecord record) {
        return record.sha256();
    }

    /** The parser of a format; of a csv that is the one for its header, which the first record must be. */
    static RecordParser of(PromptFormat format, RawRecord first) throws RefusedPrompt {
        return switch (format) {
            case TXT -> record -> TextPrompt.parse(Utf8.decode(record, format.unit()));
            case JSON, JSONL -> record -> new JsonFields(format.unit()).parse(Utf8.decode(record, format.unit()));
            case CSV -> CsvRows.below(first);
        };
    }
}
