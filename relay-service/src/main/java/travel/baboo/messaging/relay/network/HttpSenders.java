package travel.baboo.messaging.relay.network;

import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Creates one sender per destination, so that connections hanging at one do not exhaust another's. */
@Singleton
public class HttpSenders {

    private final Vertx vertx;
    private final Clock clock;
    private final NetworkConfig config;
    private final AddressPolicy policy;
    private final List<HttpSender> made = new CopyOnWriteArrayList<>();

    HttpSenders(Vertx vertx, Clock clock, NetworkConfig config, AddressPolicy policy) {
        this.vertx = vertx;
        this.clock = clock;
        this.config = config;
        this.policy = policy;
    }

    /**
     * A sender for a destination.
     *
     * @throws IllegalArgumentException if the URL is not allowed
     */
    public HttpSender forDestination(String name, URI url, int connections) {
        return make(name, url, connections, InetAddress::getAllByName, null);
    }

    HttpSender make(String name, URI url, int connections, HostLookup lookup, @Nullable TrustOptions trust) {
        policy.requireAllowed(name, url);
        GuardedAddresses addresses =
                new GuardedAddresses(vertx, clock, policy, lookup, config.addressLifetime(), bare(url.getHost()));
        HttpSender sender = new HttpSender(vertx, url, addresses, connections, config.connectTimeout(), trust);
        made.add(sender);
        return sender;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @PreDestroy
    void close() {
        made.forEach(HttpSender::close);
    }
}
