package com.neuroflash.camel.intent;

/** Thrown when there is no room for what would be downloaded next; nothing was sent. */
final class DiskFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DiskFullException(String finding) {
        super(finding, null, false, false);
    }
}
