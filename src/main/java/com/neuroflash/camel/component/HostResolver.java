package com.neuroflash.camel.component;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Tells which addresses of a host, other than the API's, may be connected to when an image lies there. The connection
 * goes to exactly what this returns.
 */
@FunctionalInterface
public interface HostResolver {
    /**
     * Resolves a host name or a literal address.
     *
     * @throws UnknownHostException when there is no address, or none that may be connected to
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
