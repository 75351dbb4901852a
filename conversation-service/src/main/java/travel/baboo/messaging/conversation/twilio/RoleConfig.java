package travel.baboo.messaging.conversation.twilio;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The SIDs of Twilio's roles ({@code TWILIO_…_ROLE}); unset ones are found by name. */
@ConfigMapping(prefix = "baboo.conversation.role")
public interface RoleConfig {

    /** Of admins and bots in the service, {@code RL…}. */
    Optional<String> serviceAdmin();

    /** Of everyone else in the service. */
    Optional<String> serviceUser();

    /** Of admins and bots in a conversation. */
    Optional<String> channelAdmin();

    /** Of everyone else in a conversation. */
    Optional<String> channelUser();
}
