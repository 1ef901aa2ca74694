package com.neuroflash.camel.component;

import java.net.UnknownHostException;

/** Thrown when a host has an address that images must not be fetched from. */
final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String host) {
        super("host " + host + " has a private, local or otherwise not public address");
    }
}
