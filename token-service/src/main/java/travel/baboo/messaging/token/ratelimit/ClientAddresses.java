package travel.baboo.messaging.token.ratelimit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.network.AddressRange;
import travel.baboo.messaging.common.network.IpAddress;

/**
 * Determines the client's address.
 *
 * <p>Promise: nobody can pretend to be another client. {@code X-Forwarded-For} is trusted only as far as trusted proxies wrote it: it is
 * read from the right, where the nearest proxy wrote, up to the first address that is not a trusted proxy.
 */
final class ClientAddresses {

    private final List<AddressRange> trustedProxies;

    ClientAddresses(List<AddressRange> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /**
     * The client's address.
     *
     * @param peer the connection's remote address; null if it is not an IP address
     * @param forwardedFor every {@code X-Forwarded-For} header, in order
     */
    IpAddress find(@Nullable String peer, List<String> forwardedFor) {
        IpAddress client = Optional.ofNullable(peer).flatMap(IpAddress::parse).orElse(IpAddress.UNKNOWN);
        for (String hop : fromTheRight(forwardedFor)) {
            if (!isTrusted(client)) {
                return client;
            }
            Optional<IpAddress> next = IpAddress.parse(withoutPort(hop));
            if (next.isEmpty()) {
                return client;
            }
            client = next.get();
        }
        return client;
    }

    private boolean isTrusted(IpAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    private static List<String> fromTheRight(List<String> headers) {
        List<String> hops = new ArrayList<>();
        headers.forEach(header -> Collections.addAll(hops, header.split(",", -1)));
        Collections.reverse(hops);
        return hops;
    }

    /** Some proxies write {@code 192.0.2.1:4711} or {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String hop) {
        String text = hop.strip();
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }
}
