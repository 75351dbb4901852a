package travel.baboo.messaging.conversation.listing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.rest.conversations.v1.service.Conversation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.database.StoredJson;
import travel.baboo.messaging.conversation.participant.ConversationClaims;
import travel.baboo.messaging.conversation.request.Versions;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;
import travel.baboo.messaging.conversation.twilio.TwilioAnswers;

/** Changes conversations at Twilio. Changes are serialized: no other instance changes a conversation between the version check and the update. */
@Singleton
class ConversationEditor {

    private final ConversationRepository repository;
    private final ConversationsClient twilio;
    private final TwilioAnswers answers;
    private final ConversationClaims claims;
    private final ObjectMapper json;

    ConversationEditor(
            ConversationRepository repository,
            ConversationsClient twilio,
            TwilioAnswers answers,
            ConversationClaims claims,
            ObjectMapper json) {
        this.repository = repository;
        this.twilio = twilio;
        this.answers = answers;
        this.claims = claims;
        this.json = json;
    }

    /** @param ifMatch the version that the caller read; null to skip the check */
    Uni<ConversationView> change(
            Caller caller, ConversationSid conversation, ConversationChange change, @Nullable String ifMatch) {
        return get(caller, conversation)
                .invoke(ConversationEditor::requireOpen)
                .chain(() -> claims.under(conversation.value(), deadline -> requireVersion(conversation, ifMatch)
                        .chain(() -> change(conversation, change))))
                .chain(() -> get(caller, conversation));
    }

    Uni<ConversationView> get(Caller caller, ConversationSid conversation) {
        return repository
                .find(caller.identity(), caller.is(Role.ADMIN), conversation.value())
                .map(found -> found.orElseThrow(ConversationEditor::notFound));
    }

    private Uni<Void> change(ConversationSid conversation, ConversationChange change) {
        return twilio.updateConversation(
                        conversation.value(),
                        change.friendlyName(),
                        change.attributes() == null ? null : change.attributes().toString(),
                        change.twilioState())
                .chain(changed -> answers.conversation(changed, events(change)));
    }

    /** As the sandbox does, which follows Twilio's documents: a state has an event of its own. */
    private static Set<EventType> events(ConversationChange change) {
        Set<EventType> events = EnumSet.noneOf(EventType.class);
        if (change.friendlyName() != null || change.attributes() != null) {
            events.add(EventType.CONVERSATION_UPDATED);
        }
        if (change.twilioState() != null) {
            events.add(EventType.CONVERSATION_STATE_UPDATED);
        }
        return events;
    }

    private Uni<Void> requireVersion(ConversationSid conversation, @Nullable String ifMatch) {
        return ifMatch == null
                ? Uni.createFrom().voidItem()
                : twilio.findConversation(conversation.value())
                        .map(found -> found.orElseThrow(ConversationEditor::notFound))
                        .invoke(present -> Versions.requireMatch(ifMatch, version(present)))
                        .replaceWithVoid();
    }

    private String version(Conversation present) {
        return ConversationView.version(
                present.getFriendlyName(),
                StoredJson.object(json, present.getAttributes()),
                ConversationState.of(present.getState().toString()));
    }

    private static void requireOpen(ConversationView view) {
        if (view.state() == ConversationState.CLOSED) {
            throw new ProblemException(ProblemType.CONVERSATION_CLOSED, "A closed conversation takes no change.");
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("No such conversation.");
    }
}
