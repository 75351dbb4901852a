package travel.baboo.messaging.relay.network;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.network.IpAddress;

/**
 * A host's addresses: resolved once, checked, and used as they are, so that a second look-up cannot lead elsewhere (DNS rebinding).
 */
final class GuardedAddresses {

    private record Found(List<InetAddress> addresses, Instant until) {}

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

    /**
     * The allowed addresses in the order of the look-up, at least one; fails with {@link ForbiddenAddressException} if there
     * are none.
     */
    Future<List<InetAddress>> find() {
        Found known = found;
        if (known != null && clock.instant().isBefore(known.until())) {
            return Future.succeededFuture(known.addresses());
        }
        return vertx.executeBlocking(() -> choose(lookup.find(host)), false).onSuccess(this::keep);
    }

    /** Discards the cached addresses. */
    void forget() {
        found = null;
    }

    private void keep(List<InetAddress> addresses) {
        found = new Found(addresses, clock.instant().plus(lifetime));
    }

    private List<InetAddress> choose(InetAddress[] candidates) throws UnknownHostException {
        if (candidates.length == 0) {
            throw new UnknownHostException("the host has no address");
        }
        List<InetAddress> allowed =
                Arrays.stream(candidates).filter(this::isAllowed).toList();
        if (allowed.isEmpty()) {
            throw new ForbiddenAddressException();
        }
        return allowed;
    }

    private boolean isAllowed(InetAddress candidate) {
        return IpAddress.parse(candidate.getHostAddress().split("%", 2)[0])
                .filter(policy::allows)
                .isPresent();
    }
}
