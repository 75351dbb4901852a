package travel.baboo.messaging.ingest.signature;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import travel.baboo.messaging.common.setting.Setting;

/**
 * The URLs that Twilio may have signed for a request, most likely first.
 *
 * <p>Twilio signs the configured URL, but may add or omit a port, and may write {@code '}, {@code @} and
 * {@code :} of the query escaped or not, independently of the request. The forms are those of the official Node library
 * ({@code removePort}, {@code addPort}), and the unescaped one.
 */
final class UrlForms {

    /** A configured origin with or without its port: the prefix of every URL. */
    record Base(String name, byte[] bytes) {}

    /** A notation of a query. */
    record Query(String name, byte[] bytes) {}

    private static final String AS_RECEIVED = "";

    private static final String SETTING = "PUBLIC_BASE_URL";

    private final List<URI> origins;
    private final List<Base> bases;

    /** @param publicBaseUrls scheme, host, and optionally port and path prefix, as configured at Twilio */
    UrlForms(List<String> publicBaseUrls) {
        List<URI> origins = Setting.parseAll(SETTING, publicBaseUrls, Setting::origin);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("Set PUBLIC_BASE_URL: without it no webhook can be verified.");
        }
        this.origins = origins;
        Set<String> configured = new LinkedHashSet<>();
        publicBaseUrls.stream()
                .map(Setting::clean)
                .filter(text -> !text.isEmpty())
                .forEach(text -> configured.add(text.replaceAll("/+$", "")));
        origins.forEach(origin -> configured.add(origin.toString()));
        this.bases = bases(configured, origins, "as-configured", "other-port");
    }

    /** The configured texts first; then, for each origin, the form without a port and the one with the default port. */
    private static List<Base> bases(Set<String> texts, List<URI> origins, String name, String nameWithOtherPort) {
        List<Base> all = new ArrayList<>();
        texts.forEach(text -> all.add(new Base(name, bytes(text))));
        Set<String> seen = new LinkedHashSet<>(texts);
        for (URI origin : origins) {
            for (String text : List.of(withPort(origin, ""), withPort(origin, ":" + port(origin)))) {
                if (seen.add(text)) {
                    all.add(new Base(nameWithOtherPort, bytes(text)));
                }
            }
        }
        return List.copyOf(all);
    }

    /** The forms of an origin that the request names. */
    static List<Base> of(URI origin, String name) {
        return bases(Set.of(origin.toString()), List.of(origin), name, name + "-other-port");
    }

    /**
     * The configured origin with the request's port. Twilio signs the configured URL, and a port
     * may have been added there or by an intermediary.
     *
     * @param host the request's {@code Host}: only its port is used, and only if the host is a configured one
     */
    List<Base> withPortOf(URI host) {
        List<Base> all = new ArrayList<>();
        for (URI origin : origins) {
            if (host.getPort() != -1
                    && host.getPort() != origin.getPort()
                    && origin.getHost().equalsIgnoreCase(host.getHost())) {
                all.add(new Base("host-port", bytes(withPort(origin, ":" + host.getPort()))));
            }
        }
        return all;
    }

    List<Base> bases() {
        return bases;
    }

    /** The query as received: nearly always the signed one. */
    Query asReceived(String query) {
        return new Query(AS_RECEIVED, bytes(query));
    }

    /** Other notations; none for a query without the characters in question. */
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

    private static String withPort(URI base, String port) {
        return base.getScheme() + "://" + base.getHost() + port + base.getRawPath();
    }

    private static int port(URI base) {
        return base.getPort() == -1 ? Setting.defaultPort(base) : base.getPort();
    }
}
