package travel.baboo.messaging.relay.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import travel.baboo.messaging.common.setting.CleanText;

/** How the console's users sign in: OAuth 2.0's authorization code with PKCE, as a public client of the company's login. */
@ConfigMapping(prefix = "baboo.relay.console")
public interface ConsoleConfig {

    /** The login's authorization endpoint. Without it and the token endpoint the console says that it is not configured. */
    @WithConverter(CleanText.class)
    Optional<String> authorizationEndpoint();

    /** The login's token endpoint; it must allow requests from the console's origin. */
    @WithConverter(CleanText.class)
    Optional<String> tokenEndpoint();

    /** The client's id at the login; its redirect URI is {@code /console/} below the gateway's address. */
    @WithDefault("baboo-console")
    String clientId();

    /** The scope to ask for; {@code offline_access} spares signing in again when a token expires. */
    @WithDefault("openid offline_access")
    String scope();

    /** The address of a trace in the tracing system, with {@code {traceId}}; unset, the console shows ids without links. */
    @WithConverter(CleanText.class)
    Optional<String> traceUrl();
}
