package travel.baboo.messaging.conversation.twilio;

import com.twilio.converter.ISO8601Deserializer;
import com.twilio.exception.RestException;
import com.twilio.rest.conversations.v1.Service;
import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.Role;
import com.twilio.rest.conversations.v1.service.configuration.Webhook;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What the SDK makes of Twilio's answers by reflection: every resource we read, for native executables. */
@RegisterForReflection(
        targets = {
            Conversation.class,
            Conversation.State.class,
            ISO8601Deserializer.class,
            Message.class,
            Participant.class,
            RestException.class,
            Role.class,
            Role.RoleType.class,
            Service.class,
            Webhook.class,
            Webhook.Method.class
        })
final class TwilioReflection {

    private TwilioReflection() {}
}
