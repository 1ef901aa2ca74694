package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why something is as it is, for people; without token or prompt.
 *
 * @param text what happened
 * @param status the HTTP status that told, if one did
 * @param advice what to do
 */
public record Reason(String text, OptionalInt status, Optional<String> advice) {
    /** Checks that all are there. */
    public Reason {
        requireNonNull(text, "text is null");
        requireNonNull(status, "status is null");
        requireNonNull(advice, "advice is null");
    }

    /** Without status or advice. */
    public static Reason of(String text) {
        return new Reason(text, OptionalInt.empty(), Optional.empty());
    }

    /** With advice. */
    public static Reason of(String text, String advice) {
        return new Reason(text, OptionalInt.empty(), Optional.of(advice));
    }
}
