package travel.baboo.messaging.conversation.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;

/** Removes a person from Twilio: their memberships and their user. */
@Singleton
public class TwilioErasure {

    private final TwilioRestClient client;
    private final ServiceLocator service;
    private final ConversationsClient calls;
    private final UsersClient users;

    TwilioErasure(TwilioRestClient client, ServiceLocator service, ConversationsClient calls, UsersClient users) {
        this.client = client;
        this.service = service;
        this.calls = calls;
        this.users = users;
    }

    /**
     * Removes every membership of an identity in a conversation; a closed conversation keeps it until the user is deleted.
     *
     * @return the participants' SIDs
     */
    public Uni<List<String>> leave(String conversationSid, String identity) {
        return calls.participants(conversationSid)
                .chain(present -> calls.blocking(() -> {
                    List<Participant> own = present.stream()
                            .filter(participant -> identity.equals(participant.getIdentity()))
                            .toList();
                    own.forEach(participant -> remove(conversationSid, participant));
                    return own.stream().map(Participant::getSid).toList();
                }))
                .onFailure(failure -> TwilioException.is(failure, TwilioErrorKind.NOT_FOUND))
                .recoverWithItem(List.of());
    }

    /** Renames a conversation; does nothing if it is closed or gone. */
    public Uni<Void> rename(String conversationSid, String name) {
        return calls.updateConversation(conversationSid, name, null, null)
                .replaceWithVoid()
                .onFailure(failure ->
                        TwilioException.is(failure, TwilioErrorKind.NOT_FOUND, TwilioErrorKind.CONVERSATION_CLOSED))
                .recoverWithNull();
    }

    private void remove(String conversationSid, Participant participant) {
        try {
            Participant.deleter(service.sid().value(), conversationSid, participant.getSid())
                    .setXTwilioWebhookEnabled(Participant.WebhookEnabledType.TRUE)
                    .delete(client);
        } catch (TwilioException e) {
            if (!TwilioException.is(e, TwilioErrorKind.NOT_FOUND, TwilioErrorKind.CONVERSATION_CLOSED)) {
                throw e;
            }
        }
    }

    /** Deletes the user with this identity; returns whether there was one. */
    public Uni<Boolean> deleteUser(String identity) {
        return users.delete(identity);
    }
}
