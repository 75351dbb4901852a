package travel.baboo.messaging.sandbox.launcher;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A real Twilio account in place of the sandbox's.
 *
 * @param variables the launcher's own {@code TWILIO_…} variables, which the services get as they are
 * @param publicUrl under which Twilio reaches the gateway, an origin
 */
record TwilioAccess(SortedMap<String, String> variables, URI publicUrl) {

    private static final List<String> REQUIRED =
            List.of("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET");

    TwilioAccess {
        variables = new TreeMap<>(variables);
    }

    /** @throws UsageException naming what is missing */
    static TwilioAccess read(Map<String, String> environment, URI publicUrl) {
        SortedMap<String, String> variables = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("TWILIO_") && !value.isBlank()) {
                variables.put(name, value.strip());
            }
        });
        List<String> missing =
                REQUIRED.stream().filter(name -> !variables.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new UsageException("--twilio needs the account in the environment; not set: "
                    + String.join(", ", missing) + " (docs/getting-started.md)");
        }
        return new TwilioAccess(variables, publicUrl);
    }

    /**
     * The origin that Twilio calls: https, or http for a stand-in on this machine.
     *
     * @throws UsageException if it is something else
     */
    static URI parsePublicUrl(String text) {
        try {
            URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean local = "localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost());
            boolean scheme = "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && local);
            if (scheme && url.getHost() != null && url.getRawPath().isEmpty() && url.getRawQuery() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("--public-url takes an origin such as https://example.ngrok.app, not " + text);
        }
        throw new UsageException("--public-url takes an origin such as https://example.ngrok.app, not " + text);
    }

    String accountSid() {
        return variables.getOrDefault("TWILIO_ACCOUNT_SID", "");
    }
}
