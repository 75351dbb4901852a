package travel.baboo.messaging.ingest.signature;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The URLs that Twilio may have signed for a request, the likeliest first.
 *
 * <p>Twilio signs the URL exactly as it is configured there, but may add or leave out the default port, and may write
 * {@code '}, {@code @} and {@code :} of the query escaped or not, whichever way the request has them. The forms are those that
 * the official Node library tries, and the unescaped one.
 */
final class UrlForms {

    /** A configured origin with or without its port: what every URL begins with. */
    record Base(String name, byte[] bytes) {}

    /** One way to write a query. */
    record Query(String name, byte[] bytes) {}

    private static final String AS_RECEIVED = "";

    private final List<Base> bases;

    /** @param publicBaseUrls scheme, host and perhaps port and path prefix, as configured at Twilio */
    UrlForms(List<URI> publicBaseUrls) {
        if (publicBaseUrls.isEmpty()) {
            throw new IllegalArgumentException("Set PUBLIC_BASE_URL: without it no webhook can be verified.");
        }
        this.bases = bases(publicBaseUrls, "as-configured", "other-port");
    }

    private static List<Base> bases(List<URI> origins, String name, String nameWithOtherPort) {
        List<Base> all = new ArrayList<>();
        origins.forEach(origin -> {
            if (origin.getScheme() == null || origin.getHost() == null) {
                throw new IllegalArgumentException("PUBLIC_BASE_URL needs scheme and host, as in https://example.com");
            }
            all.add(new Base(name, bytes(asConfigured(origin))));
        });
        origins.forEach(origin -> {
            if (!otherPort(origin).equals(asConfigured(origin))) {
                all.add(new Base(nameWithOtherPort, bytes(otherPort(origin))));
            }
        });
        return List.copyOf(all);
    }

    /** The origin that a trusted proxy says it was asked for. */
    static List<Base> forwarded(URI origin) {
        return bases(List.of(origin), "forwarded", "forwarded-other-port");
    }

    List<Base> bases() {
        return bases;
    }

    /** The query as received: nearly always the one that was signed. */
    Query asReceived(String query) {
        return new Query(AS_RECEIVED, bytes(query));
    }

    /** The other ways to write it; none for a query without the characters in question. */
    List<Query> rewritten(String query) {
        if (query.isEmpty()) {
            return List.of();
        }
        String bareApostrophes = query.replace("%27", "'");
        return Stream.of(
                        Map.entry("-unescaped", unescapeAt(bareApostrophes)),
                        Map.entry("-escaped-apostrophe", query.replace("'", "%27")),
                        Map.entry("-escaped", escapeAt(bareApostrophes)))
                .filter(form -> !form.getValue().equals(query))
                .map(form -> new Query(form.getKey(), bytes(form.getValue())))
                .toList();
    }

    private static String unescapeAt(String query) {
        return query.replace("%40", "@").replace("%3A", ":").replace("%3a", ":");
    }

    private static String escapeAt(String query) {
        return query.replace("@", "%40").replace(":", "%3A");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String asConfigured(URI base) {
        String text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** With the default port where the setting has none, without it where the setting names it. */
    private static String otherPort(URI base) {
        int defaultPort = "https".equals(base.getScheme()) ? 443 : 80;
        String authority = base.getHost();
        if (base.getPort() == -1) {
            authority += ":" + defaultPort;
        } else if (base.getPort() != defaultPort) {
            return asConfigured(base);
        }
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        return base.getScheme() + "://" + authority
                + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }
}
