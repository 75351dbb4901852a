package travel.baboo.messaging.conversation.operation;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;

/**
 * Reads a conversation at Twilio and then in the mirror: what Twilio reported a moment ago is not shown as missing, unless its event is
 * still under way.
 */
@Singleton
class ConversationComparer {

    /** Number of messages that are compared: one page at Twilio. */
    static final int MESSAGES = 100;

    private final ConversationsClient twilio;
    private final MirroredConversations mirror;
    private final Clock clock;

    ConversationComparer(ConversationsClient twilio, MirroredConversations mirror, Clock clock) {
        this.twilio = twilio;
        this.mirror = mirror;
        this.clock = clock;
    }

    /** Fails with a problem if neither has the conversation. */
    Uni<ComparisonView> compare(String sid) {
        return twilio.findConversation(sid)
                .chain(found -> found.isPresent()
                        ? readContents(sid, found.get())
                        : Uni.createFrom().item(new AtTwilio(Optional.empty(), List.of(), List.of())))
                .chain(there ->
                        mirror.find(sid, oldest(there.messages()), MESSAGES).map(here -> view(sid, there, here)));
    }

    private record AtTwilio(
            Optional<Conversation> conversation, List<Participant> participants, List<Message> messages) {}

    private Uni<AtTwilio> readContents(String sid, Conversation conversation) {
        return twilio.participants(sid).chain(participants -> twilio.latestMessages(sid, MESSAGES)
                .map(messages -> new AtTwilio(Optional.of(conversation), participants, messages)));
    }

    /** The index from which on all of Twilio's messages were read. */
    private static long oldest(List<Message> messages) {
        return messages.size() < MESSAGES
                ? 0
                : messages.stream().mapToLong(Message::getIndex).min().orElse(0);
    }

    private ComparisonView view(String sid, AtTwilio there, Optional<MirroredConversation> here) {
        if (there.conversation().isEmpty() && here.isEmpty()) {
            throw ProblemException.notFound("Neither Twilio nor the mirror has this conversation.");
        }
        Differences differences = new Differences(there.conversation(), there.participants(), there.messages(), here);
        return new ComparisonView(
                sid,
                clock.instant(),
                there.conversation().isPresent(),
                here.isPresent(),
                differences.conversation(),
                differences.participants(),
                differences.messages());
    }
}
