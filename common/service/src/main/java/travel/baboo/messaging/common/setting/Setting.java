package travel.baboo.messaging.common.setting;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Parses settings.
 *
 * <p>Normalizes invisible differences: white space and a newline around a value (a secret mounted as a file, a pasted
 * token), one pair of quotes (an env file of another tool), a slash after an origin, upper case in a host. An invalid value
 * is rejected with the setting's name and the reason, but never with the value, which may be a secret.
 */
public final class Setting {

    private static final String QUOTES = "\"'";

    private Setting() {}

    /** The text without surrounding white space and one pair of quotes. */
    public static String clean(String text) {
        String stripped = text.strip();
        int last = stripped.length() - 1;
        boolean quoted =
                last > 0 && QUOTES.indexOf(stripped.charAt(0)) >= 0 && stripped.charAt(last) == stripped.charAt(0);
        return quoted ? stripped.substring(1, last).strip() : stripped;
    }

    /**
     * A secret: a token, a key.
     *
     * @throws IllegalArgumentException if it contains white space or control characters: it was cut or joined by mistake
     */
    public static String secret(String name, String text) {
        String secret = clean(text);
        if (secret.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException(name + " has white space inside it");
        }
        return secret;
    }

    /** Parses every text; an error names the setting. Blank texts are skipped. */
    public static <T> List<T> parseAll(String name, List<String> texts, Function<String, T> parser) {
        return texts.stream()
                .map(Setting::clean)
                .filter(text -> !text.isEmpty())
                .map(text -> parse(name, text, parser))
                .toList();
    }

    /** Parses the text; an error names the setting. */
    public static <T> T parse(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(clean(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * An origin, {@code https://example.com:8443}, optionally with a path prefix: scheme and host in lower case, no trailing slash.
     *
     * @throws IllegalArgumentException if it is anything else; credentials, query and fragment are not allowed
     */
    public static URI origin(String text) {
        URI uri = url(text);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must not have a query or a fragment");
        }
        if (uri.getPort() > 65_535) {
            throw new IllegalArgumentException("has a port above 65535");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        String port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
        return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    /** As {@link #origin}, for values of the header {@code Origin}: no path, and no default port. */
    public static String browserOrigin(String text) {
        URI origin = origin(text);
        if (!origin.getRawPath().isEmpty()) {
            throw new IllegalArgumentException("must not have a path");
        }
        boolean usual = origin.getPort() == defaultPort(origin);
        return origin.getScheme() + "://" + origin.getHost()
                + (origin.getPort() == -1 || usual ? "" : ":" + origin.getPort());
    }

    /**
     * A URL to call: {@code https://host/path?query}.
     *
     * @throws IllegalArgumentException if it is anything else; credentials are not allowed
     */
    public static URI url(String text) {
        URI uri = uri(text);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("needs a scheme, as in https://example.com/path");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("has no valid host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must not have credentials in it");
        }
        return uri;
    }

    /** The port that the scheme implies. */
    public static int defaultPort(URI uri) {
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }

    private static URI uri(String text) {
        try {
            return new URI(clean(text));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL: " + e.getReason(), e);
        }
    }
}
