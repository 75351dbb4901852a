package travel.baboo.messaging.conversation.external;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** API keys of external callers, and their scopes. */
@ConfigMapping(prefix = "baboo.conversation.external")
public interface ExternalConfig {

    /**
     * API keys: the caller's name, which is also the relay destination that its messages are not sent back to, and the
     * lower-case hex SHA-256 of the key. No setting holds the key itself.
     */
    Map<String, Optional<String>> keys();

    /**
     * The scopes of a caller's key, by the caller's name: {@code messages} to send, {@code inquiries} to create, {@code read} for lists and
     * threads of all conversations, {@code contact-details} to set what happens to contact details in a conversation,
     * {@code message-checks} for webhook-ingest-service. Default: {@code messages}.
     */
    Map<String, Set<ApiScope>> scopes();
}
