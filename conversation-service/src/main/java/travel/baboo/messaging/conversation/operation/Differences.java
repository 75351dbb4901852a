package travel.baboo.messaging.conversation.operation;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.operation.ComparisonView.Field;
import travel.baboo.messaging.conversation.operation.ComparisonView.MessageSide;
import travel.baboo.messaging.conversation.operation.ComparisonView.ParticipantSide;
import travel.baboo.messaging.conversation.operation.MirroredConversation.IndexedMessage;
import travel.baboo.messaging.conversation.participant.ParticipantRepository;

/** Puts the two sides of a conversation beside each other. The rules are the reconciler's: a missing text equals an empty one. */
final class Differences {

    private final Optional<Conversation> twilio;
    private final Map<String, ParticipantSide> theirParticipants;
    private final Map<String, IndexedMessage> theirMessages;
    private final Optional<MirroredConversation> mirror;

    Differences(
            Optional<Conversation> twilio,
            List<Participant> participants,
            List<Message> messages,
            Optional<MirroredConversation> mirror) {
        this.twilio = twilio;
        this.theirParticipants =
                participants.stream().collect(Collectors.toMap(Participant::getSid, Differences::side));
        this.theirMessages = messages.stream().collect(Collectors.toMap(Message::getSid, Differences::side));
        this.mirror = mirror;
    }

    List<Field> conversation() {
        return List.of(
                field("friendlyName", Conversation::getFriendlyName, MirroredConversation::friendlyName),
                field("uniqueName", Conversation::getUniqueName, MirroredConversation::uniqueName),
                field("state", there -> there.getState().toString(), MirroredConversation::state),
                field("attributes", Conversation::getAttributes, MirroredConversation::attributes));
    }

    private Field field(
            String name,
            Function<Conversation, @Nullable String> there,
            Function<MirroredConversation, @Nullable String> here) {
        String atTwilio = twilio.isEmpty() ? null : there.apply(twilio.get());
        String inMirror = mirror.isEmpty() ? null : here.apply(mirror.get());
        return new Field(
                name, atTwilio, inMirror, twilio.isPresent() && mirror.isPresent() && !same(atTwilio, inMirror));
    }

    List<ComparisonView.Participant> participants() {
        Map<String, ParticipantSide> ours =
                mirror.map(MirroredConversation::participants).orElse(Map.of());
        return union(ours.keySet(), theirParticipants.keySet()).stream()
                .map(sid -> participant(sid, theirParticipants.get(sid), ours.get(sid)))
                .toList();
    }

    private static ComparisonView.Participant participant(
            String sid, @Nullable ParticipantSide there, @Nullable ParticipantSide here) {
        List<String> differs = new ArrayList<>();
        if (there != null && here != null) {
            add(differs, "identity", there.identity(), here.identity());
            add(differs, "address", there.address(), here.address());
            add(differs, "roleSid", there.roleSid(), here.roleSid());
            add(differs, "attributes", there.attributes(), here.attributes());
            if (there.lastReadMessageIndex() != null
                    && !there.lastReadMessageIndex().equals(here.lastReadMessageIndex())) {
                differs.add("lastReadMessageIndex");
            }
        }
        return new ComparisonView.Participant(sid, there, here, differs);
    }

    List<ComparisonView.Message> messages() {
        Map<String, IndexedMessage> ours =
                mirror.map(MirroredConversation::messages).orElse(Map.of());
        return union(ours.keySet(), theirMessages.keySet()).stream()
                .map(sid -> message(sid, theirMessages.get(sid), ours.get(sid)))
                .sorted(Comparator.comparingLong(ComparisonView.Message::index).reversed())
                .limit(ConversationComparer.MESSAGES)
                .toList();
    }

    private static ComparisonView.Message message(
            String sid, @Nullable IndexedMessage there, @Nullable IndexedMessage here) {
        List<String> differs = new ArrayList<>();
        if (there != null && here != null) {
            if (there.index() != here.index()) {
                differs.add("index");
            }
            add(differs, "author", there.side().author(), here.side().author());
            add(differs, "body", there.side().body(), here.side().body());
            add(differs, "attributes", there.side().attributes(), here.side().attributes());
        }
        IndexedMessage one = there == null ? Objects.requireNonNull(here) : there;
        return new ComparisonView.Message(
                sid, one.index(), there == null ? null : there.side(), here == null ? null : here.side(), differs);
    }

    private static ParticipantSide side(Participant participant) {
        Integer read = participant.getLastReadMessageIndex();
        return new ParticipantSide(
                participant.getIdentity(),
                ParticipantRepository.binding(participant, "address"),
                participant.getRoleSid(),
                participant.getAttributes(),
                read == null ? null : read.longValue());
    }

    private static IndexedMessage side(Message message) {
        return new IndexedMessage(
                message.getIndex(),
                new MessageSide(
                        message.getAuthor(),
                        message.getBody(),
                        message.getAttributes(),
                        message.getDateCreated().toInstant()));
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return all;
    }

    private static void add(List<String> differs, String name, @Nullable String there, @Nullable String here) {
        if (!same(there, here)) {
            differs.add(name);
        }
    }

    private static boolean same(@Nullable String left, @Nullable String right) {
        return Objects.requireNonNullElse(left, "").equals(Objects.requireNonNullElse(right, ""));
    }
}
