package travel.baboo.messaging.conversation.chatbot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Which chatbot answers; unset, none does. */
@ConfigMapping(prefix = "baboo.conversation.chatbot")
public interface ChatbotConfig {

    /** A Studio flow, {@code FW…}. */
    Optional<String> flowSid();

    /** The URL of a bot of your own; ignored if a flow is set. */
    Optional<String> url();

    /** How often failed calls to Twilio are retried. */
    @WithDefault("5s")
    Duration repeatEvery();
}
