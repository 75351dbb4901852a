package travel.baboo.messaging.conversation.provision;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What provisioning sets up. */
@ConfigMapping(prefix = "baboo.conversation.provision")
public interface ProvisionConfig {

    /** The origin under which Twilio reaches our gateway ({@code PUBLIC_BASE_URL}). */
    Optional<String> webhookUrl();
}
