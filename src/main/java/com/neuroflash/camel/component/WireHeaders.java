package com.neuroflash.camel.component;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Lets our own request headers out, and in only what the component reads of an answer. */
final class WireHeaders implements HeaderFilterStrategy {
    static final String AUTHORIZATION = "Authorization";
    static final String WORKSPACE = "x-workspace-id";
    static final String ACCEPT = "Accept";
    static final String ACCEPT_ENCODING = "Accept-Encoding";

    private static final Set<String> OUT = Set.of("authorization", "x-workspace-id", "accept", "accept-encoding");
    private static final Set<String> IN = Set.of("content-type", "content-length", "date", "retry-after", "location");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !IN.contains(name.toLowerCase(Locale.ROOT));
    }
}
