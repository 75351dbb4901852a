package travel.baboo.messaging.ingest.signature;

import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The URLs that Twilio may have signed for a request, the likeliest first.
 *
 * <p>Twilio signs the URL exactly as it is configured there, but may add or leave out the default port, and may write
 * {@code '}, {@code @} and {@code :} of the query unescaped where the request has them escaped.
 */
final class UrlForms {

    /** A URL and the name of its form, for the log. */
    record UrlForm(String name, String url) {}

    private final List<URI> publicBaseUrls;

    /** @param publicBaseUrls scheme, host and perhaps port and path prefix, as configured at Twilio */
    UrlForms(List<URI> publicBaseUrls) {
        this.publicBaseUrls = List.copyOf(publicBaseUrls);
    }

    /**
     * @param path the request's raw path
     * @param query the request's raw query with its question mark, or nothing
     */
    Iterator<UrlForm> of(String path, String query) {
        Set<String> seen = new LinkedHashSet<>();
        String relaxed = relax(query);
        Stream<Supplier<UrlForm>> forms = publicBaseUrls.stream()
                .flatMap(base -> Stream.of(
                        () -> new UrlForm("as-configured", asConfigured(base) + path + query),
                        () -> new UrlForm("other-port", otherPort(base) + path + query),
                        () -> new UrlForm("unescaped", asConfigured(base) + path + relaxed),
                        () -> new UrlForm("other-port-unescaped", otherPort(base) + path + relaxed)));
        return forms.map(Supplier::get).filter(form -> seen.add(form.url())).iterator();
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

    private static String relax(String query) {
        if (query.indexOf('%') < 0) {
            return query;
        }
        return query.replace("%27", "'").replace("%40", "@").replace("%3A", ":").replace("%3a", ":");
    }
}
