package travel.baboo.messaging.conversation.message;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;

/** Who may post messages from outside. */
@ConfigMapping(prefix = "baboo.conversation.external")
public interface ExternalConfig {

    /**
     * API keys: the name of the caller, which is also the relay's destination that its messages must not go back to, and the
     * lower-case hex SHA-256 of the key. The key itself is in no setting.
     */
    Map<String, Optional<String>> keys();
}
