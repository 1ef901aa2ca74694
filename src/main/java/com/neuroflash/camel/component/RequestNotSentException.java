package com.neuroflash.camel.component;

import java.io.IOException;

/** Thrown when a call failed before the first byte of its request could have left: proof that nothing was billed. */
final class RequestNotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    RequestNotSentException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
