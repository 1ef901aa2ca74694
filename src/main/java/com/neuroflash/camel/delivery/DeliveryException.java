package com.neuroflash.camel.delivery;

/**
 * Thrown when an image could not be delivered. The subtypes differ in what to do; none carries a prompt.
 */
public abstract sealed class DeliveryException extends RuntimeException
        permits CorruptImageException, ObjectConflictException, SinkUnavailableException {
    private static final long serialVersionUID = 1L;

    DeliveryException(String message, Throwable cause) {
        super(message, cause);
    }
}
