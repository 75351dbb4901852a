package travel.baboo.messaging.token.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Tokens for the app. */
@ConfigMapping(prefix = "baboo.token.app")
public interface AppTokenConfig {

    /** Lifetime of a token ({@code APP_TOKEN_LIFETIME}): 1 minute to 24 hours; other values are rejected at start. */
    @WithDefault("1h")
    Duration lifetime();

    /** Identities of bots ({@code BOT_IDENTITIES}): an admin may request a token for these only. Must not be UUIDs. */
    Optional<Set<String>> botIdentities();

    /** The push credential, {@code CR…} ({@code TWILIO_PUSH_CREDENTIAL_SID}). */
    Optional<String> pushCredentialSid();
}
