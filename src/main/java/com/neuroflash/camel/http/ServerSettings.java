package com.neuroflash.camel.http;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where HTTP is served and for whom; the token is masked in the text form.
 *
 * @param address to listen at
 * @param port to listen at; 0 takes a free one
 * @param token that a request must bear; without one only this machine is served
 * @param mostBytes the size of a body beyond which it is refused
 */
public record ServerSettings(InetAddress address, int port, Optional<String> token, long mostBytes) {
    /** Checks that nothing is open to strangers. */
    public ServerSettings {
        requireNonNull(address, "address is null");
        requireNonNull(token, "token is null");
        if (token.isEmpty() && !address.isLoopbackAddress()) {
            throw new IllegalArgumentException("expected a token to listen at " + address.getHostAddress()
                    + ", which other machines reach; found none");
        }
    }

    @Override
    public String toString() {
        return "ServerSettings[" + address.getHostAddress() + ", port=" + port + ", token="
                + token.map(secret -> "***").orElse("none") + "]";
    }
}
