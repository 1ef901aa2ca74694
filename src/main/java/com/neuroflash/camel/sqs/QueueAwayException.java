package com.neuroflash.camel.sqs;

/** Thrown when the queue can't be asked; it is asked again later. */
final class QueueAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueAwayException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
