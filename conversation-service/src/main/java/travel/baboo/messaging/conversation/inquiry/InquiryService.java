package travel.baboo.messaging.conversation.inquiry;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.conversation.directory.OutboxPublisher;
import travel.baboo.messaging.conversation.inquiry.InquiryRepository.Stored;
import travel.baboo.messaging.conversation.message.FirstMessageSender;
import travel.baboo.messaging.conversation.participant.ParticipantRepository;
import travel.baboo.messaging.conversation.participant.ParticipantService;
import travel.baboo.messaging.conversation.participant.PhoneAddress;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;

/**
 * Makes an inquiry into a conversation with its expert, its traveler and its first message.
 *
 * <p>Every step looks before it makes, so that it can be broken off anywhere and repeated: one conversation, each participant
 * and the first message once. A lease in the database keeps two requests from working on the same inquiry.
 */
@Singleton
class InquiryService {

    private static final Pattern CONVERSATION_SID = Pattern.compile("CH[0-9a-f]{32}");

    private final InquiryRepository repository;
    private final ConversationsClient twilio;
    private final ParticipantService participants;
    private final FirstMessageSender firstMessages;
    private final SenderLabels labels;
    private final OutboxPublisher outbox;

    InquiryService(
            InquiryRepository repository,
            ConversationsClient twilio,
            ParticipantService participants,
            FirstMessageSender firstMessages,
            SenderLabels labels,
            OutboxPublisher outbox) {
        this.repository = repository;
        this.twilio = twilio;
        this.participants = participants;
        this.firstMessages = firstMessages;
        this.labels = labels;
        this.outbox = outbox;
    }

    /** What an inquiry became, and whether this request made it. */
    record Result(InquiryView view, boolean created) {}

    Uni<Result> create(InquiryRequest request) {
        JsonObject content = JsonObject.mapFrom(request);
        return repository.claim(request.inquiryId(), content).chain(stored -> {
            if (stored.leased()) {
                return setUp(request).map(sid -> new Result(new InquiryView(request.inquiryId(), sid), true));
            }
            return Uni.createFrom().item(() -> existing(request, content, stored));
        });
    }

    private static Result existing(InquiryRequest request, JsonObject content, Stored stored) {
        if (!stored.content().equals(content)) {
            throw new ProblemException(
                    ProblemType.INQUIRY_DIFFERS,
                    "The inquiry exists with other values: "
                            + String.join(", ", differences(content, stored.content())),
                    Map.of(),
                    null);
        }
        String sid = stored.conversationSid();
        if (sid == null) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "The inquiry is being set up.", Map.of(), Duration.ofSeconds(2));
        }
        return new Result(new InquiryView(request.inquiryId(), sid), false);
    }

    private static Set<String> differences(JsonObject given, JsonObject stored) {
        Set<String> names = new TreeSet<>(given.fieldNames());
        names.addAll(stored.fieldNames());
        names.removeIf(name -> Objects.equals(given.getValue(name), stored.getValue(name)));
        return names;
    }

    private Uni<String> setUp(InquiryRequest request) {
        return ensureConversation(request)
                .call(conversation -> ensureParticipants(request, conversation.getSid()))
                .call(conversation -> ensureFirstMessage(request, conversation.getSid()))
                .call(conversation -> complete(request, conversation))
                .map(Conversation::getSid)
                .invoke(outbox::wake)
                .onFailure()
                .call(() -> repository.release(request.inquiryId()));
    }

    private Uni<Void> complete(InquiryRequest request, Conversation conversation) {
        return twilio.participants(conversation.getSid())
                .chain(present -> repository.complete(request.inquiryId(), conversation, present));
    }

    private Uni<Conversation> ensureConversation(InquiryRequest request) {
        return twilio.findConversation(request.uniqueName())
                .chain(found -> found.isPresent() ? Uni.createFrom().item(found.get()) : createConversation(request));
    }

    private Uni<Conversation> createConversation(InquiryRequest request) {
        JsonObject attributes = request.attributes() == null
                ? new JsonObject()
                : new JsonObject(request.attributes().toString());
        attributes.put("inquiryId", request.inquiryId());
        if (request.subject() != null) {
            attributes.put("subject", request.subject());
        }
        return twilio.createConversation(request.uniqueName(), request.friendlyName(), attributes.encode())
                .onFailure(failure -> isKind(failure, TwilioErrorKind.NAME_TAKEN))
                .recoverWithUni(
                        () -> twilio.findConversation(request.uniqueName()).map(Optional::orElseThrow));
    }

    private Uni<Void> ensureParticipants(InquiryRequest request, String sid) {
        return twilio.participants(sid)
                .call(present -> ensureIdentity(sid, request.expert().identity(), present))
                .call(present -> ensureTraveler(request, sid, present))
                .replaceWithVoid();
    }

    private Uni<Void> ensureTraveler(InquiryRequest request, String sid, List<Participant> present) {
        InquiryRequest.Traveler traveler = request.traveler();
        if (traveler.channel() == TravelerChannel.WEB) {
            return ensureIdentity(sid, String.valueOf(traveler.identity()), present);
        }
        if (!traveler.channel().nativelyBound()) {
            return Uni.createFrom().voidItem();
        }
        String address = String.valueOf(traveler.address());
        if (present.stream()
                .anyMatch(participant -> address.equals(ParticipantRepository.binding(participant, "address")))) {
            return Uni.createFrom().voidItem();
        }
        String proxy = participants.proxyAddress(PhoneAddress.parse(address));
        return twilio.addByAddress(sid, address, proxy)
                .replaceWithVoid()
                .onFailure(failure -> isKind(failure, TwilioErrorKind.ADDRESS_BOUND))
                .transform(InquiryService::addressInUse);
    }

    private Uni<Void> ensureIdentity(String sid, String identity, List<Participant> present) {
        if (present.stream().anyMatch(participant -> identity.equals(participant.getIdentity()))) {
            return Uni.createFrom().voidItem();
        }
        return twilio.addByIdentity(sid, identity, null)
                .replaceWithVoid()
                .onFailure(failure -> isKind(failure, TwilioErrorKind.ALREADY_PARTICIPANT))
                .recoverWithNull();
    }

    private Uni<Void> ensureFirstMessage(InquiryRequest request, String sid) {
        if (request.message() == null) {
            return Uni.createFrom().voidItem();
        }
        InquiryRequest.Traveler traveler = request.traveler();
        String label = labels.label(Role.TRAVELER, traveler.name());
        return firstMessages.ensure(sid, request.uniqueName(), author(traveler), label, request.message());
    }

    /** With the participant's own address as author, Twilio does not send the traveler's question to the traveler. */
    private static String author(InquiryRequest.Traveler traveler) {
        return Stream.of(traveler.identity(), traveler.address(), traveler.name())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private static Throwable addressInUse(Throwable failure) {
        TwilioException refusal = (TwilioException) failure;
        Matcher matcher = CONVERSATION_SID.matcher(refusal.twilioMessage().orElse(""));
        return matcher.find()
                ? new ProblemException(
                        ProblemType.ADDRESS_IN_USE,
                        "The traveler's address is bound in the conversation " + matcher.group() + ".",
                        Map.of("conversationSid", matcher.group()),
                        null)
                : refusal;
    }

    private static boolean isKind(Throwable failure, TwilioErrorKind kind) {
        return failure instanceof TwilioException refusal && refusal.kind() == kind;
    }
}
