package travel.baboo.messaging.conversation.chatbot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Which chatbot answers; without any, none does. */
@ConfigMapping(prefix = "baboo.conversation.chatbot")
public interface ChatbotConfig {

    /** A Studio flow, {@code FW…}. */
    Optional<String> flowSid();

    /** A bot's own URL; counts when no flow is set. */
    Optional<String> url();

    /** How often what failed at Twilio is tried again. */
    @WithDefault("5s")
    Duration repeatEvery();
}
