package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import java.util.regex.Pattern;

/**
 * Names an attempt: the intent's identity, a dash and which of its attempts it is.
 *
 * @param intent whose
 * @param number from 1
 */
public record AttemptId(Identity intent, int number) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    /** Checks both. */
    public AttemptId {
        requireNonNull(intent, "intent is null");
        if (number < 1) {
            throw new IllegalArgumentException("an attempt's number must be 1 or more, found " + number);
        }
    }

    /** The attempt that {@link #toString()} named. */
    public static AttemptId parse(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 0 || !NUMBER.matcher(text.substring(dash + 1)).matches()) {
            throw new IllegalArgumentException(
                    "an attempt's id must be an intent's identity, a dash and a number; found " + text.length()
                            + " other characters");
        }
        return new AttemptId(new Identity(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    /** Its text, as {@code Attempt.id()} carries it. */
    @Override
    public String toString() {
        return intent + "-" + number;
    }
}
