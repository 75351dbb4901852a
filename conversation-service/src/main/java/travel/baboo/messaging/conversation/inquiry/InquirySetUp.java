package travel.baboo.messaging.conversation.inquiry;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.conversation.inquiry.InquiryRepository.Stored;
import travel.baboo.messaging.conversation.message.FirstMessageSender;
import travel.baboo.messaging.conversation.participant.Members;
import travel.baboo.messaging.conversation.participant.ParticipantRepository;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;

/**
 * The steps from an inquiry to its conversation. Every step looks before it makes and keeps the lease first, so that it can be
 * broken off anywhere and gone on with: one conversation, each participant and the first message once.
 *
 * <p>The traveler's phone comes first: when it is bound elsewhere, the conversation is still empty and is taken away again.
 */
@Singleton
class InquirySetUp {

    private static final Pattern CONVERSATION_SID = Pattern.compile("CH[0-9a-f]{32}");

    private final InquiryRepository repository;
    private final ConversationsClient twilio;
    private final Members members;
    private final PhoneNumbers numbers;
    private final FirstMessageSender firstMessages;
    private final SenderLabels labels;
    private final InquiryConfig config;

    InquirySetUp(
            InquiryRepository repository,
            ConversationsClient twilio,
            Members members,
            PhoneNumbers numbers,
            FirstMessageSender firstMessages,
            SenderLabels labels,
            InquiryConfig config) {
        this.repository = repository;
        this.twilio = twilio;
        this.members = members;
        this.numbers = numbers;
        this.firstMessages = firstMessages;
        this.labels = labels;
        this.config = config;
    }

    /** What came of it: the conversation, and whether it was there before. */
    record Result(String conversationSid, boolean joined) {}

    /** Brings the inquiry to its end. */
    Uni<Result> run(Stored stored, InquiryRequest request) {
        String reused = stored.reusedSid();
        return reused == null ? setUp(stored, request) : join(stored, request, reused);
    }

    private Uni<Result> setUp(Stored stored, InquiryRequest request) {
        return ensureConversation(request).chain(conversation -> step(
                        stored, ensurePhone(request, conversation.getSid()))
                .chain(() -> fill(stored, request, conversation))
                .replaceWith(new Result(conversation.getSid(), false))
                .onFailure(failure -> isKind(failure, TwilioErrorKind.ADDRESS_BOUND))
                .recoverWithUni(failure -> boundElsewhere(stored, request, conversation, (TwilioException) failure)));
    }

    private Uni<Result> boundElsewhere(
            Stored stored, InquiryRequest request, Conversation own, TwilioException refusal) {
        Matcher named = CONVERSATION_SID.matcher(refusal.twilioMessage().orElse(""));
        if (!named.find()) {
            return Uni.createFrom().failure(refusal);
        }
        String bound = named.group();
        if (stored.onConflict() == OnConflict.REUSE) {
            return repository
                    .reuse(stored, bound)
                    .chain(() -> takeAway(own.getSid()))
                    .chain(() -> join(stored, request, bound));
        }
        return takeAway(own.getSid()).chain(() -> Uni.createFrom()
                .failure(new ProblemException(
                        ProblemType.ADDRESS_IN_USE,
                        "The traveler's address is bound in the conversation " + bound + ".",
                        Map.of("conversationSid", bound),
                        null)));
    }

    /** Our own conversation, unless somebody wrote into it meanwhile. */
    private Uni<Void> takeAway(String sid) {
        return twilio.latestMessages(sid, 1)
                .chain(messages -> messages.isEmpty()
                        ? twilio.deleteConversation(sid)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Result> join(Stored stored, InquiryRequest request, String bound) {
        return twilio.findConversation(request.uniqueName())
                .chain(own -> own.isPresent()
                        ? takeAway(own.get().getSid())
                        : Uni.createFrom().voidItem())
                .chain(() -> twilio.findConversation(bound))
                .chain(found -> found.filter(open -> open.getState() != Conversation.State.CLOSED)
                        .map(open -> fill(stored, request, open).replaceWith(new Result(bound, true)))
                        .orElseGet(() -> repository.reuse(stored, null).chain(() -> setUp(stored, request))));
    }

    private Uni<Void> fill(Stored stored, InquiryRequest request, Conversation conversation) {
        String sid = conversation.getSid();
        return step(stored, ensurePeople(request, sid))
                .chain(() -> step(stored, ensureFirstMessage(request, sid)))
                .chain(() -> twilio.participants(sid))
                .chain(present -> repository.complete(stored, conversation, present));
    }

    private Uni<Void> step(Stored stored, Uni<Void> work) {
        return repository.keep(stored).chain(() -> work);
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
        return twilio.createConversation(
                        request.uniqueName(),
                        request.friendlyName(),
                        attributes.encode(),
                        config.inactiveAfter().orElse(null),
                        config.closedAfter().orElse(null))
                .onFailure(failure -> isKind(failure, TwilioErrorKind.NAME_TAKEN))
                .recoverWithUni(
                        () -> twilio.findConversation(request.uniqueName()).map(Optional::orElseThrow));
    }

    private Uni<Void> ensurePhone(InquiryRequest request, String sid) {
        InquiryRequest.Traveler traveler = request.traveler();
        String address = traveler.address();
        if (!traveler.channel().nativelyBound() || address == null) {
            return Uni.createFrom().voidItem();
        }
        return twilio.participants(sid)
                .chain(present -> present.stream()
                                .anyMatch(participant ->
                                        address.equals(ParticipantRepository.binding(participant, "address")))
                        ? Uni.createFrom().voidItem()
                        : members.joinByPhone(sid, numbers.parse("traveler.address", address), traveler.name())
                                .replaceWithVoid());
    }

    private record Person(String identity, String name, Role role) {}

    private Uni<Void> ensurePeople(InquiryRequest request, String sid) {
        InquiryRequest.Traveler traveler = request.traveler();
        Stream<Person> web = traveler.channel() == TravelerChannel.WEB
                ? Stream.of(new Person(String.valueOf(traveler.identity()), traveler.name(), Role.TRAVELER))
                : Stream.empty();
        Person expert = new Person(request.expert().identity(), request.expert().name(), Role.EXPERT);
        Stream<Person> bots = config.bots().orElse(List.of()).stream()
                .map(bot -> new Person(bot, labels.label(Role.BOT, ""), Role.BOT));
        List<Person> people =
                Stream.of(web, Stream.of(expert), bots).flatMap(group -> group).toList();
        return twilio.participants(sid).chain(present -> Multi.createFrom()
                .iterable(people)
                .onItem()
                .transformToUniAndConcatenate(person -> ensure(person, sid, present))
                .collect()
                .last());
    }

    private Uni<Void> ensure(Person person, String sid, List<Participant> present) {
        if (present.stream().anyMatch(participant -> person.identity().equals(participant.getIdentity()))) {
            return Uni.createFrom().voidItem();
        }
        return members.join(sid, person.identity(), person.name(), person.role())
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

    private static boolean isKind(Throwable failure, TwilioErrorKind kind) {
        return failure instanceof TwilioException refusal && refusal.kind() == kind;
    }
}
