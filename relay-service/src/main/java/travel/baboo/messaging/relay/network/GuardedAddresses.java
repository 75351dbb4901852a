package travel.baboo.messaging.relay.network;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.network.IpAddress;

/**
 * The address that a host is connected to: looked up once, checked, and used as it is, so that no second look-up can lead elsewhere.
 */
final class GuardedAddresses {

    private record Found(InetAddress address, Instant until) {}

    private final Vertx vertx;
    private final Clock clock;
    private final AddressPolicy policy;
    private final HostLookup lookup;
    private final Duration lifetime;
    private final String host;
    private volatile @Nullable Found found;

    GuardedAddresses(
            Vertx vertx, Clock clock, AddressPolicy policy, HostLookup lookup, Duration lifetime, String host) {
        this.vertx = vertx;
        this.clock = clock;
        this.policy = policy;
        this.lookup = lookup;
        this.lifetime = lifetime;
        this.host = host;
    }

    /** An address to connect to; fails with {@link ForbiddenAddressException} when the host has no other than forbidden ones. */
    Future<InetAddress> find() {
        Found known = found;
        if (known != null && clock.instant().isBefore(known.until())) {
            return Future.succeededFuture(known.address());
        }
        return vertx.executeBlocking(() -> choose(lookup.find(host)), false).onSuccess(this::keep);
    }

    /** The address is not to be used again without looking. */
    void forget() {
        found = null;
    }

    private void keep(InetAddress address) {
        found = new Found(address, clock.instant().plus(lifetime));
    }

    private InetAddress choose(InetAddress[] candidates) throws UnknownHostException {
        if (candidates.length == 0) {
            throw new UnknownHostException("the host has no address");
        }
        for (InetAddress candidate : candidates) {
            if (IpAddress.parse(candidate.getHostAddress().split("%", 2)[0])
                    .filter(policy::allows)
                    .isPresent()) {
                return candidate;
            }
        }
        throw new ForbiddenAddressException();
    }
}
