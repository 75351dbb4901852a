package travel.baboo.messaging.token.ratelimit;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.network.AddressRange;
import travel.baboo.messaging.common.network.IpAddress;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.setting.Setting;

/** Admits a request or rejects it with {@code Retry-After}. Created at start, so that invalid settings stop the service. */
@Singleton
@Startup
public class ClientGate {

    /** Gauge: client addresses in memory. */
    public static final String CLIENTS_METRIC = "baboo.token.rate-limit.clients";

    /** The problem's member that names the exceeded limit: {@code client} or {@code instance}. */
    public static final String LIMIT_MEMBER = "limit";

    private final ClientAddresses addresses;
    private final RateLimiter limiter;

    ClientGate(RateLimitConfig config, MeterRegistry meters) {
        this.addresses = new ClientAddresses(
                Setting.parseAll("TRUSTED_PROXIES", config.trustedProxies().orElse(List.of()), AddressRange::parse));
        this.limiter = new RateLimiter(config, TimeMeter.SYSTEM_NANOTIME);
        Gauge.builder(CLIENTS_METRIC, limiter, RateLimiter::size).register(meters);
    }

    /**
     * Counts a request against the limits.
     *
     * @throws ProblemException 429 with {@code Retry-After} if one is exceeded
     */
    public void requirePass(HttpServerRequest request) {
        IpAddress client =
                addresses.find(peer(request.remoteAddress()), request.headers().getAll("X-Forwarded-For"));
        limiter.tryPass(client).ifPresent(refusal -> {
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS,
                    "Too many tokens were asked for; wait and try again.",
                    Map.of(LIMIT_MEMBER, refusal.scope().name().toLowerCase(Locale.ROOT)),
                    refusal.retryAfter());
        });
    }

    private static @Nullable String peer(@Nullable SocketAddress address) {
        return address == null ? null : address.hostAddress();
    }
}
