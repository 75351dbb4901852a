package travel.baboo.messaging.conversation.twilio;

import com.twilio.converter.ISO8601Deserializer;
import com.twilio.converter.RFC2822Deserializer;
import com.twilio.exception.RestException;
import com.twilio.rest.api.v2010.Account;
import com.twilio.rest.api.v2010.account.IncomingPhoneNumber;
import com.twilio.rest.content.v1.Content;
import com.twilio.rest.content.v1.content.ApprovalFetch;
import com.twilio.rest.conversations.v1.Service;
import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.ParticipantConversation;
import com.twilio.rest.conversations.v1.service.Role;
import com.twilio.rest.conversations.v1.service.User;
import com.twilio.rest.conversations.v1.service.configuration.Webhook;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import com.twilio.rest.conversations.v1.service.conversation.message.DeliveryReceipt;
import com.twilio.rest.events.v1.Sink;
import com.twilio.rest.events.v1.Subscription;
import com.twilio.rest.events.v1.sink.SinkTest;
import com.twilio.rest.events.v1.subscription.SubscribedEvent;
import com.twilio.type.PhoneNumber;
import com.twilio.type.PhoneNumberCapabilities;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Registers the SDK's resources for reflection in native executables: it deserializes Twilio's responses into them. */
@RegisterForReflection(
        targets = {
            Account.class,
            Account.Status.class,
            Account.Type.class,
            ApprovalFetch.class,
            Content.class,
            Conversation.class,
            Conversation.State.class,
            DeliveryReceipt.class,
            DeliveryReceipt.DeliveryStatus.class,
            IncomingPhoneNumber.class,
            IncomingPhoneNumber.AddressRequirement.class,
            IncomingPhoneNumber.EmergencyAddressStatus.class,
            IncomingPhoneNumber.EmergencyStatus.class,
            IncomingPhoneNumber.VoiceReceiveMode.class,
            ISO8601Deserializer.class,
            Message.class,
            Participant.class,
            ParticipantConversation.class,
            ParticipantConversation.State.class,
            PhoneNumber.class,
            PhoneNumberCapabilities.class,
            RFC2822Deserializer.class,
            RestException.class,
            Role.class,
            Role.RoleType.class,
            Service.class,
            Sink.class,
            Sink.SinkType.class,
            Sink.Status.class,
            SinkTest.class,
            SubscribedEvent.class,
            Subscription.class,
            com.twilio.rest.chat.v2.Service.class,
            com.twilio.rest.messaging.v1.Service.class,
            com.twilio.rest.messaging.v1.Service.ScanMessageContent.class,
            User.class,
            Webhook.class,
            com.twilio.rest.conversations.v1.service.conversation.Webhook.class,
            com.twilio.rest.conversations.v1.service.conversation.Webhook.Method.class,
            com.twilio.rest.conversations.v1.service.conversation.Webhook.Target.class,
            Webhook.Method.class
        })
final class TwilioReflection {

    private TwilioReflection() {}
}
