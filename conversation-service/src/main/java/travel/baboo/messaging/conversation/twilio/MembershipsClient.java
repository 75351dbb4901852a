package travel.baboo.messaging.conversation.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.service.ParticipantConversation;
import com.twilio.rest.conversations.v1.service.ParticipantConversationReader;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;

/** Finds a person's conversations at Twilio and deletes their messages there. */
@Singleton
public class MembershipsClient {

    private final TwilioRestClient client;
    private final ServiceLocator service;
    private final ConversationsClient calls;

    MembershipsClient(TwilioRestClient client, ServiceLocator service, ConversationsClient calls) {
        this.client = client;
        this.service = service;
        this.calls = calls;
    }

    public Uni<Set<String>> ofIdentity(String identity) {
        return calls.blocking(() -> sids(reader().setIdentity(identity)));
    }

    public Uni<Set<String>> ofAddress(String address) {
        return calls.blocking(() -> sids(reader().setAddress(address)));
    }

    /** The open conversation in our service that binds an address to one of ours, if there is one. */
    public Uni<Optional<String>> whereBound(String address, String proxyAddress) {
        return calls.blocking(() -> {
            for (ParticipantConversation membership :
                    reader().setAddress(address).read(client)) {
                if (membership.getParticipantMessagingBinding() instanceof Map<?, ?> binding
                        && address.equals(binding.get("address"))
                        && proxyAddress.equals(binding.get("proxy_address"))
                        && membership.getConversationState() != ParticipantConversation.State.CLOSED) {
                    return Optional.of(membership.getConversationSid());
                }
            }
            return Optional.<String>empty();
        });
    }

    /** Deletes a message; returns whether it existed. */
    public Uni<Boolean> deleteMessage(String conversationSid, String messageSid) {
        return calls.blocking(() -> {
            try {
                return Message.deleter(service.sid().value(), conversationSid, messageSid)
                        .setXTwilioWebhookEnabled(Message.WebhookEnabledType.TRUE)
                        .delete(client);
            } catch (TwilioException e) {
                if (TwilioException.is(e, TwilioErrorKind.NOT_FOUND, TwilioErrorKind.CONVERSATION_CLOSED)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private ParticipantConversationReader reader() {
        return ParticipantConversation.reader(service.sid().value());
    }

    private Set<String> sids(ParticipantConversationReader reader) {
        Set<String> sids = new TreeSet<>();
        reader.read(client).forEach(membership -> sids.add(membership.getConversationSid()));
        return sids;
    }
}
