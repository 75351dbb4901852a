package travel.baboo.messaging.token.widget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Tokens for the chat widget. */
@ConfigMapping(prefix = "baboo.token.widget")
public interface WidgetConfig {

    /** Whether the widget is enabled ({@code WIDGET_ENABLED}); if not, its path returns 404. */
    @WithDefault("true")
    boolean enabled();

    /** Lifetime of a token ({@code WIDGET_TOKEN_LIFETIME}), 1 minute to 24 hours: the widget never fetches a second one. */
    @WithDefault("4h")
    Duration lifetime();

    /** The widget's own push credential, {@code CR…} ({@code WIDGET_PUSH_CREDENTIAL_SID}). */
    Optional<String> pushCredentialSid();

    /** Origins of pages with the widget ({@code WIDGET_ALLOWED_ORIGINS}); {@code *} for any. */
    @WithDefault("*")
    Set<String> allowedOrigins();
}
