package com.neuroflash.camel.jms;

import static java.util.Objects.requireNonNull;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once that the broker is away, however many sessions notice it, and once that it is back. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String queue;
    private boolean away;

    Outage(String queue) {
        this.queue = requireNonNull(queue, "queue is null");
    }

    synchronized void noticed(Throwable failure) {
        if (!away) {
            away = true;
            LOG.warn(
                    "the queue {} can't be read: {}. Its messages stay at the broker, and it is tried again by itself",
                    queue,
                    reason(failure));
        }
    }

    synchronized void over() {
        if (away) {
            away = false;
            LOG.info("the queue {} is read again", queue);
        }
    }

    /** What the client says at its innermost, on one line. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return said.replaceAll("\\s+", " ").replaceAll("[. ]+$", "");
    }
}
