package travel.baboo.messaging.common.setting;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Reads the text of settings.
 *
 * <p>What a person sees no difference in is normalized: white space and a newline around it (a secret mounted as a file, a pasted
 * token), one pair of quotes (an env file that another tool reads), a slash at an origin's end, upper case in a host. What is wrong
 * is refused with the setting's name and what is wrong with it, never with its value: that may be a secret.
 */
public final class Setting {

    private static final String QUOTES = "\"'";

    private Setting() {}

    /** The text without white space and one pair of quotes around it. */
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
     * @throws IllegalArgumentException when white space or a control character is left inside it: it was cut or joined by mistake
     */
    public static String secret(String name, String text) {
        String secret = clean(text);
        if (secret.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException(name + " has white space inside it");
        }
        return secret;
    }

    /** Every text through the parser; a refusal names the setting. Blank texts are left out. */
    public static <T> List<T> parseAll(String name, List<String> texts, Function<String, T> parser) {
        return texts.stream()
                .map(Setting::clean)
                .filter(text -> !text.isEmpty())
                .map(text -> parse(name, text, parser))
                .toList();
    }

    /** The text through the parser; a refusal names the setting. */
    public static <T> T parse(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(clean(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * An origin, {@code https://example.com:8443}, perhaps with a path prefix: scheme and host in lower case, no slash at the end.
     *
     * @throws IllegalArgumentException when it is anything else; credentials, a query and a fragment have no place in it
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

    /** As {@link #origin}, for one that browsers send in {@code Origin}: no path, and no port where it is the scheme's own. */
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
     * The address of something that is called: {@code https://host/path?query}.
     *
     * @throws IllegalArgumentException when it is anything else; credentials have no place in it
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
