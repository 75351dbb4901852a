package travel.baboo.messaging.conversation.provision;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What provisioning sets up. */
@ConfigMapping(prefix = "baboo.conversation.provision")
public interface ProvisionConfig {

    /** The origin under which Twilio reaches our gateway ({@code PUBLIC_BASE_URL}). */
    Optional<String> webhookUrl();

    /**
     * The URL to which Event Streams delivers, as {@code provision --event-stream} prints it ({@code EVENT_STREAM_URL}); it may contain the
     * endpoint's login and is never logged. With it, the doctor examines Event Streams.
     */
    Optional<String> eventStreamUrl();
}
