package travel.baboo.messaging.conversation.external;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may call from outside, and for what. */
@ConfigMapping(prefix = "baboo.conversation.external")
public interface ExternalConfig {

    /**
     * API keys: the name of the caller, which is also the relay's destination that its messages must not go back to, and the
     * lower-case hex SHA-256 of the key. The key itself is in no setting.
     */
    Map<String, Optional<String>> keys();

    /**
     * What a caller's key opens, by the caller's name: {@code messages} to send, {@code inquiries} to create, {@code read} for lists and
     * threads of all conversations. Unset, {@code messages}.
     */
    Map<String, Set<ApiScope>> scopes();
}
