package com.neuroflash.camel.billing;

import com.neuroflash.camel.api.GeneratedImage;
import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.OutcomeUnknownException;
import com.neuroflash.camel.api.QuotaException;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the end of one POST means for the bill. */
public sealed interface Outcome {
    /** The state that the attempt takes. */
    AttemptState state();

    /**
     * Billed, with ids to claim.
     *
     * @param generation the answer
     */
    record Answered(Generation generation) implements Outcome {
        @Override
        public AttemptState state() {
            return AttemptState.ANSWERED;
        }

        /** The batch and every image, to be claimed in the transaction that records the answer. */
        public Claims claims() {
            return Claims.of(generation);
        }
    }

    /**
     * Billed, but without an id: matched like an unknown one, never absent.
     *
     * @param generation the answer
     */
    record Unidentified(Generation generation) implements Outcome {
        @Override
        public AttemptState state() {
            return AttemptState.UNIDENTIFIED;
        }
    }

    /**
     * Proven not billed.
     *
     * @param reason for people; no token, no prompt
     * @param next what to do with the prompt
     * @param retryAfter how long the server asks to wait
     */
    record Rejected(String reason, Next next, Optional<Duration> retryAfter) implements Outcome {
        @Override
        public AttemptState state() {
            return AttemptState.REJECTED;
        }
    }

    /**
     * May have been billed.
     *
     * @param reason for people; no token, no prompt
     */
    record Unknown(String reason) implements Outcome {
        @Override
        public AttemptState state() {
            return AttemptState.UNKNOWN;
        }
    }

    /** What to do with a prompt whose attempt was rejected. */
    enum Next {
        /** The prompt's own fault: a dead letter. */
        FAIL,
        /** Not its fault: consumption pauses, the prompt waits. */
        WAIT,
        /** We did not send: try again at once. */
        AGAIN
    }

    /** What a 2xx means: without an image it may have been billed all the same. */
    static Outcome of(Generation generation) {
        if (generation.images().isEmpty()) {
            return new Unknown("the server answered without an image");
        }
        boolean identified = generation.batchId().isPresent()
                || generation.images().stream().map(GeneratedImage::imageId).anyMatch(Optional::isPresent);
        return identified ? new Answered(generation) : new Unidentified(generation);
    }

    /** What an exception of the billed call means: rejected only when both its type and its status prove it. */
    static Outcome of(Throwable thrown) {
        if (!(thrown instanceof NeuroflashException exception)) {
            return new Unknown("the call ended with " + thrown.getClass().getName());
        }
        boolean unbilled = exception.status().isEmpty()
                || provesUnbilled(exception.status().getAsInt());
        if (!unbilled || exception instanceof OutcomeUnknownException) {
            return new Unknown(exception.getMessage());
        }
        return new Rejected(exception.getMessage(), next(exception), retryAfter(exception));
    }

    /** Ours: the last check before the first byte refused. */
    static Rejected notSent(String reason) {
        return new Rejected(reason, Next.AGAIN, Optional.empty());
    }

    /** Whether an HTTP status proves that nothing was billed: any 3xx, and any 4xx but 408, 409, 425 and 499. */
    static boolean provesUnbilled(int status) {
        return status >= 300 && status < 500 && !Set.of(408, 409, 425, 499).contains(status);
    }

    private static Next next(NeuroflashException exception) {
        return exception instanceof RejectedException ? Next.FAIL : Next.WAIT;
    }

    private static Optional<Duration> retryAfter(NeuroflashException exception) {
        if (exception instanceof RetryLaterException later) {
            return later.retryAfter();
        }
        if (exception instanceof QuotaException quota) {
            return quota.retryAfter();
        }
        return Optional.empty();
    }
}
