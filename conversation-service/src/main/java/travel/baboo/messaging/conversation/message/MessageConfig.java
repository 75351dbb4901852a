package travel.baboo.messaging.conversation.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are sent. */
@ConfigMapping(prefix = "baboo.conversation.message")
public interface MessageConfig {

    /**
     * How long after a call without an answer, or with a server error, its message may still appear at Twilio. During this time the
     * idempotency key sends nothing: the message is looked up, and the caller is asked to retry later.
     */
    @WithDefault("30s")
    Duration grace();
}
