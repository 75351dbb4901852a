package travel.baboo.messaging.ingest.webhook;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.network.AddressRange;
import travel.baboo.messaging.common.network.IpAddress;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.ingest.signature.RequestOrigins;
import travel.baboo.messaging.ingest.signature.SignatureConfig;

/** Reads where a request was sent: what a trusted proxy says about it, and the port in {@code Host}. */
@Singleton
class ForwardedOrigin {

    private static final Pattern SCHEME = Pattern.compile("https?");
    private static final Pattern AUTHORITY = Pattern.compile("(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    private final List<AddressRange> trustedProxies;

    ForwardedOrigin(SignatureConfig config) {
        trustedProxies =
                Setting.parseAll("TRUSTED_PROXIES", config.trustedProxies().orElse(List.of()), AddressRange::parse);
    }

    RequestOrigins of(HttpServerRequest request) {
        return new RequestOrigins(forwarded(request), host(request));
    }

    private static Optional<URI> host(HttpServerRequest request) {
        HostAndPort host = request.authority();
        return host != null && host.port() > 0 && matches(AUTHORITY, host.toString())
                ? Optional.of(URI.create("https://" + host)).filter(uri -> uri.getHost() != null)
                : Optional.empty();
    }

    /** Empty unless the request comes from a trusted proxy that names scheme and host. */
    private Optional<URI> forwarded(HttpServerRequest request) {
        if (trustedProxies.isEmpty() || !isTrusted(request.remoteAddress().hostAddress())) {
            return Optional.empty();
        }
        Optional<String> scheme = last(request, "X-Forwarded-Proto").filter(text -> matches(SCHEME, text));
        Optional<String> host = last(request, "X-Forwarded-Host").filter(text -> matches(AUTHORITY, text));
        return scheme.flatMap(proto -> host.map(authority -> URI.create(proto + "://" + authority)))
                .filter(origin -> origin.getHost() != null);
    }

    private boolean isTrusted(@Nullable String peer) {
        return Optional.ofNullable(peer)
                .flatMap(IpAddress::parse)
                .filter(address -> trustedProxies.stream().anyMatch(range -> range.contains(address)))
                .isPresent();
    }

    /** The nearest proxy wrote last. */
    private static Optional<String> last(HttpServerRequest request, String name) {
        List<String> headers = request.headers().getAll(name);
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        String header = headers.get(headers.size() - 1);
        return Optional.of(header.substring(header.lastIndexOf(',') + 1).strip());
    }

    private static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }
}
