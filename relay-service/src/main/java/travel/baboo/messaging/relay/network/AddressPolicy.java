package travel.baboo.messaging.relay.network;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import travel.baboo.messaging.common.network.AddressRange;
import travel.baboo.messaging.common.network.IpAddress;

/**
 * Which addresses a hook may have: none in our own network, in any notation, unless a setting allows them.
 *
 * <p>Source: IANA's special-purpose address registries, and the metadata addresses of the large clouds.
 */
@Singleton
class AddressPolicy {

    private static final long V4_BITS = 0xffff_ffffL;

    private final List<AddressRange> forbidden = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "168.63.129.16",
                    "::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(AddressRange::parse)
            .toList();
    private final AddressRange nat64 = AddressRange.parse("64:ff9b::/96");
    private final AddressRange sixToFour = AddressRange.parse("2002::/16");
    private final List<AddressRange> allowed;
    private final boolean httpAllowed;

    AddressPolicy(NetworkConfig config) {
        this.httpAllowed = config.httpAllowed();
        this.allowed = config.allowedAddresses().orElse(List.of()).stream()
                .map(AddressRange::parse)
                .toList();
    }

    /**
     * Checks a destination's URL at start.
     *
     * @throws IllegalArgumentException if it is not allowed
     */
    void requireAllowed(String name, URI url) {
        String scheme = String.valueOf(url.getScheme());
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("the URL of " + name + " is no https URL with a host");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("the URL of " + name + " has a user or a fragment");
        }
        if (scheme.equals("http") && !httpAllowed) {
            throw new IllegalArgumentException("the URL of " + name + " is not https; RELAY_HTTP_ALLOWED allows it");
        }
    }

    boolean allows(IpAddress address) {
        return within(allowed, address) || !(within(forbidden, address) || leadsToForbidden(address));
    }

    /** Unwraps addresses that embed an IPv4 address. */
    private boolean leadsToForbidden(IpAddress address) {
        if (nat64.contains(address)) {
            return !allows(v4(address.low()));
        }
        return sixToFour.contains(address) && !allows(v4(address.high() >>> 16));
    }

    private static IpAddress v4(long bits) {
        return new IpAddress(true, 0, bits & V4_BITS);
    }

    private static boolean within(List<AddressRange> ranges, IpAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
