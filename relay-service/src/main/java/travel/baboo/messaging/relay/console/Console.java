package travel.baboo.messaging.relay.console;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import travel.baboo.messaging.common.setting.Setting;

/** The console's settings, checked at start. */
@Singleton
class Console {

    private static final String AUTHORIZATION = "CONSOLE_AUTHORIZATION_ENDPOINT";
    private static final String TOKEN = "CONSOLE_TOKEN_ENDPOINT";
    private static final String TRACE = "CONSOLE_TRACE_URL";
    private static final String TRACE_ID = "{traceId}";

    /** Braces are not allowed in a URL. */
    private static final String TRACE_ID_FOR_CHECK = "00000000000000000000000000000001";

    private final Optional<URI> authorization;
    private final Optional<URI> token;
    private final Optional<String> trace;
    private final ConsoleConfig config;

    Console(ConsoleConfig config) {
        this.config = config;
        this.authorization =
                config.authorizationEndpoint().map(text -> Setting.parse(AUTHORIZATION, text, Setting::url));
        this.token = config.tokenEndpoint().map(text -> Setting.parse(TOKEN, text, Setting::url));
        this.trace = config.traceUrl().map(text -> Setting.parse(TRACE, text, Console::traceUrl));
    }

    private static String traceUrl(String text) {
        if (!text.contains(TRACE_ID)) {
            throw new IllegalArgumentException("must contain " + TRACE_ID);
        }
        URI filledIn = Setting.url(text.replace(TRACE_ID, TRACE_ID_FOR_CHECK));
        return filledIn.toString().replace(TRACE_ID_FOR_CHECK, TRACE_ID);
    }

    /** The settings for the page; empty if one is missing. */
    Optional<ConsoleSettings> settings() {
        return authorization.flatMap(authorize -> token.map(tokens -> new ConsoleSettings(
                authorize.toString(), tokens.toString(), config.clientId(), config.scope(), trace.orElse(null))));
    }

    /** The names of the settings that are missing. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (authorization.isEmpty()) {
            missing.add(AUTHORIZATION);
        }
        if (token.isEmpty()) {
            missing.add(TOKEN);
        }
        return missing;
    }

    /** The origin that the page calls beside its own. */
    Optional<String> loginOrigin() {
        return token.map(url -> url.getScheme() + "://" + url.getRawAuthority());
    }
}
