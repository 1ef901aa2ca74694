package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** One line of the journal: a change of the simulator's state. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "record")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalRecord.Added.class, name = "added"),
    @JsonSubTypes.Type(value = JournalRecord.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = JournalRecord.Deleted.class, name = "deleted"),
    @JsonSubTypes.Type(value = JournalRecord.TokenIssued.class, name = "token-issued"),
    @JsonSubTypes.Type(value = JournalRecord.TokensExpired.class, name = "tokens-expired")
})
sealed interface JournalRecord {
    record Added(StoredBatch batch) implements JournalRecord {}

    record Answered(String batchId, AnswerState state) implements JournalRecord {}

    record Deleted(String imageId) implements JournalRecord {}

    /** The token itself is not written, only its SHA-256. */
    record TokenIssued(String sha256, long userId, Instant expiresAt) implements JournalRecord {}

    record TokensExpired() implements JournalRecord {}
}
