package travel.baboo.messaging.common.network;

/**
 * A block of IP addresses.
 *
 * @param network its first address
 * @param prefixLength the number of shared leading bits
 */
public record AddressRange(IpAddress network, int prefixLength) {

    public AddressRange {
        if (prefixLength < 0 || prefixLength > network.bits()) {
            throw new IllegalArgumentException("a prefix has 0 to " + network.bits() + " bits, not " + prefixLength);
        }
        network = network.network(prefixLength);
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or one address.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static AddressRange parse(String cidr) {
        String[] parts = cidr.strip().split("/", 2);
        IpAddress address = IpAddress.parse(parts[0])
                .orElseThrow(() -> new IllegalArgumentException(cidr + " is not an address range like 10.0.0.0/8"));
        try {
            return new AddressRange(address, parts.length == 2 ? Integer.parseInt(parts[1]) : address.bits());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(cidr + " is not an address range like 10.0.0.0/8", e);
        }
    }

    /** Whether the range contains the address; an IPv6 range contains no IPv4 address. */
    public boolean contains(IpAddress address) {
        return address.isV4() == network.isV4() && address.network(prefixLength).equals(network);
    }
}
