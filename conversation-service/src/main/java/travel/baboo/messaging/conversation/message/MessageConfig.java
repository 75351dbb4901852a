package travel.baboo.messaging.conversation.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are sent. */
@ConfigMapping(prefix = "baboo.conversation.message")
public interface MessageConfig {

    /**
     * How long after a call without an answer, or with a failure of Twilio's, its message may still appear. Meanwhile the same
     * idempotency key sends nothing: the message is looked for, and the caller is asked to wait.
     */
    @WithDefault("30s")
    Duration grace();
}
