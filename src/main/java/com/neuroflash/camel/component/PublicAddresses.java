package com.neuroflash.camel.component;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Lets only hosts through whose every address is a public one. */
final class PublicAddresses implements HostResolver {
    private final HostResolver addresses;

    PublicAddresses(HostResolver addresses) {
        this.addresses = addresses;
    }

    static PublicAddresses ofSystem() {
        return new PublicAddresses(host -> List.of(InetAddress.getAllByName(host)));
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        List<InetAddress> found = addresses.resolve(host);
        if (!found.stream().allMatch(PublicAddresses::isPublic)) {
            throw new ForbiddenAddressException(host);
        }
        return found;
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? isPublicIpv4(bytes) : isPublicIpv6(bytes);
    }

    private static boolean isPublicIpv4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean thisNetwork = first == 0;
        boolean carrierGrade = first == 100 && second >= 64 && second < 128;
        boolean protocolAssignments = first == 192 && second == 0 && (bytes[2] == 0 || bytes[2] == 2);
        boolean benchmarks = first == 198 && (second == 18 || second == 19);
        boolean documentation = first == 198 && second == 51 || first == 203 && second == 0 && bytes[2] == 113;
        boolean reserved = first >= 240;
        return !(thisNetwork || carrierGrade || protocolAssignments || benchmarks || documentation || reserved);
    }

    /** Only global unicast, and nothing that carries an IPv4 address inside, which a gateway would unpack. */
    private static boolean isPublicIpv6(byte[] bytes) {
        boolean globalUnicast = (bytes[0] & 0xe0) == 0x20;
        boolean teredoOrSpecial = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xfe) == 0;
        boolean documentation = Arrays.equals(bytes, 0, 4, new byte[] {0x20, 0x01, 0x0d, (byte) 0xb8}, 0, 4);
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        return globalUnicast && !teredoOrSpecial && !documentation && !sixToFour;
    }
}
