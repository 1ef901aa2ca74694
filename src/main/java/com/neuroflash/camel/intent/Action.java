package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalInt;

/** What to do about a step that did not succeed. */
public sealed interface Action {
    /**
     * Try this prompt's step again after a while; nobody else waits.
     *
     * @param delay how long to wait
     */
    record Retry(Duration delay) implements Action {}

    /** Look the image up in the history again, once: its address has expired. */
    record LookUp() implements Action {}

    /** Ask for the models anew, then try again: a 404 is the prompt's own fault only where the models are found. */
    record Recheck() implements Action {}

    /**
     * Nobody's fault but the surroundings': stop taking prompts in, keep this one, try again after a while.
     *
     * @param cause the same text for the same cause, which is logged once
     * @param detail what was found this time
     * @param atLeast no try before this has passed; zero where the backoff alone decides
     */
    record Pause(String cause, String detail, Duration atLeast) implements Action {
        /** Checks that a reason is given. */
        public Pause {
            requireNonNull(cause, "cause is null");
            requireNonNull(detail, "detail is null");
            requireNonNull(atLeast, "atLeast is null");
        }

        /** Cause and detail in one line. */
        String reason() {
            return detail.isEmpty() ? cause : cause + ": " + detail;
        }
    }

    /**
     * This prompt, or this one of its images, can't succeed.
     *
     * @param reason what was found
     * @param status the HTTP status where there was one
     * @param whatToDo for the person who reads it
     */
    record Fail(String reason, OptionalInt status, String whatToDo) implements Action {
        /** Checks that a person can act on it. */
        public Fail {
            requireNonNull(reason, "reason is null");
            requireNonNull(whatToDo, "whatToDo is null");
        }
    }
}
