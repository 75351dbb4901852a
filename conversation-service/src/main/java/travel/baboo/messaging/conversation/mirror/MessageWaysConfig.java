package travel.baboo.messaging.conversation.mirror;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages are counted by the ways in which they came. */
@ConfigMapping(prefix = "baboo.conversation.message-ways")
public interface MessageWaysConfig {

    /** When a message is counted: after the last copy of it that may come. Twilio retries an event of Event Streams for four hours. */
    @WithDefault("5h")
    Duration settledAfter();
}
