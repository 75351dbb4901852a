package travel.baboo.messaging.ingest.check;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Whom to ask before Twilio publishes a message. */
@ConfigMapping(prefix = "baboo.ingest.message-check")
public interface MessageCheckConfig {

    /** Origin of conversation-service ({@code MESSAGE_CHECK_URL}), such as {@code http://conversation-service:8082}. If unset, nobody is asked. */
    Optional<String> url();

    /** API key for it ({@code MESSAGE_CHECK_KEY}). Its SHA-256 is {@code MESSAGE_CHECK_KEY_SHA256} there. */
    Optional<String> key();

    /** Maximum duration of a question, at most 4 s. Twilio publishes the message unchanged after 5 s. */
    @WithDefault("2s")
    Duration timeout();
}
