package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.MessageSid;
import travel.baboo.messaging.conversation.contactdetail.Checked;
import travel.baboo.messaging.conversation.contactdetail.ContactDetails;
import travel.baboo.messaging.conversation.contactdetail.Direction;
import travel.baboo.messaging.conversation.contactdetail.Draft;
import travel.baboo.messaging.conversation.database.StoredJson;
import travel.baboo.messaging.conversation.participant.Access;
import travel.baboo.messaging.conversation.participant.ConversationClaims;
import travel.baboo.messaging.conversation.request.Versions;
import travel.baboo.messaging.conversation.twilio.Deadline;
import travel.baboo.messaging.conversation.twilio.MessagesClient;
import travel.baboo.messaging.conversation.twilio.TwilioAnswers;

/**
 * Edits and removes messages at Twilio, for their authors and for admins.
 *
 * <p>An edit uses the account's credentials, so its attributes are trusted: we set the label again, and keep our other marks
 * only where we had written them.
 */
@Singleton
class MessageEditor {

    private static final List<String> OWN_MARKS =
            List.of(OwnAttributes.CLIENT_ID, OwnAttributes.VIA, OwnAttributes.HOPS, Checked.ATTRIBUTE);
    private static final String OURS = "API";

    private final MessageRepository messages;
    private final MessagesClient twilio;
    private final TwilioAnswers answers;
    private final ConversationClaims claims;
    private final ContactDetails contactDetails;
    private final Access access;
    private final SenderLabels labels;
    private final ObjectMapper json;

    MessageEditor(
            MessageRepository messages,
            MessagesClient twilio,
            TwilioAnswers answers,
            ConversationClaims claims,
            ContactDetails contactDetails,
            Access access,
            SenderLabels labels,
            ObjectMapper json) {
        this.messages = messages;
        this.twilio = twilio;
        this.answers = answers;
        this.claims = claims;
        this.contactDetails = contactDetails;
        this.access = access;
        this.labels = labels;
        this.json = json;
    }

    /** @param ifMatch the version that the caller read; null to skip the check */
    Uni<MessageView> edit(
            Caller caller,
            ConversationSid conversation,
            MessageSid sid,
            MessageChange change,
            @Nullable String ifMatch) {
        return own(caller, conversation, sid)
                .chain(known -> claims.under(
                        conversation.value(), deadline -> edit(caller, conversation, known, change, ifMatch, deadline)))
                .chain(() -> get(conversation, sid));
    }

    private Uni<Checked> check(Caller caller, ConversationSid conversation, MessageView known, MessageChange change) {
        return Direction.ofAuthor(caller.strongestRole())
                .map(direction -> contactDetails.check(
                        new Draft(UUID.randomUUID(), conversation.value(), known.author(), direction, change.body())))
                .orElseGet(() -> Uni.createFrom().item(Checked.unchanged(change.body())));
    }

    private Uni<Void> edit(
            Caller caller,
            ConversationSid conversation,
            MessageView known,
            MessageChange change,
            @Nullable String ifMatch,
            Deadline deadline) {
        return twilio.get(conversation.value(), known.sid())
                .invoke(present -> Versions.requireMatch(ifMatch, version(present)))
                .chain(present -> check(caller, conversation, known, change)
                        .chain(checked -> edit(conversation, known, present, change, checked, deadline)));
    }

    private Uni<Void> edit(
            ConversationSid conversation,
            MessageView known,
            Message present,
            MessageChange change,
            Checked checked,
            Deadline deadline) {
        return twilio.edit(
                        conversation.value(),
                        known.sid(),
                        checked.body(),
                        attributes(known, StoredJson.object(json, present.getAttributes()), change, checked),
                        deadline)
                .call(edited -> contactDetails.published(checked, known.sid()))
                .chain(answers::messageChanged);
    }

    Uni<Void> remove(Caller caller, ConversationSid conversation, MessageSid sid) {
        return own(caller, conversation, sid).chain(known -> twilio.remove(conversation.value(), known.sid())
                .chain(() ->
                        answers.messageRemoved(conversation.value(), known.sid(), known.index(), known.createdAt())));
    }

    Uni<MessageView> get(ConversationSid conversation, MessageSid sid) {
        return messages.find(conversation.value(), sid.value())
                .map(found -> found.filter(message -> message.removedAt() == null)
                        .orElseThrow(() -> ProblemException.notFound("No such message.")));
    }

    private Uni<MessageView> own(Caller caller, ConversationSid conversation, MessageSid sid) {
        return access.requireSender(caller, conversation)
                .chain(() -> get(conversation, sid))
                .invoke(message -> {
                    if (!caller.is(Role.ADMIN) && !caller.identity().equals(message.author())) {
                        throw ProblemException.forbidden("Only who wrote a message and admins change it.");
                    }
                });
    }

    private String version(Message present) {
        return MessageView.version(present.getBody(), StoredJson.object(json, present.getAttributes()));
    }

    private String attributes(MessageView known, ObjectNode present, MessageChange change, Checked checked) {
        ObjectNode wanted = change.attributes() == null
                ? present.deepCopy()
                : change.attributes().deepCopy();
        for (String mark : OWN_MARKS) {
            JsonNode written = OURS.equals(known.source()) ? present.get(mark) : null;
            if (written == null) {
                wanted.remove(mark);
            } else {
                wanted.set(mark, written);
            }
        }
        checked.mark(wanted);
        return OutgoingMessage.checked(labels.withLabel(wanted, known.from()));
    }
}
