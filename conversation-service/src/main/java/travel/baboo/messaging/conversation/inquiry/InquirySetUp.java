package travel.baboo.messaging.conversation.inquiry;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.security.WidgetIdentity;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.message.FirstMessageSender;
import travel.baboo.messaging.conversation.participant.Members;
import travel.baboo.messaging.conversation.participant.ParticipantRepository;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;
import travel.baboo.messaging.conversation.twilio.TwilioAnswers;

/**
 * The steps from an inquiry to its conversation. Every step first renews the claim and checks what exists, so that an
 * interrupted attempt can be continued: one conversation, each participant and the first message once.
 *
 * <p>The traveler's phone is bound first: if it is bound elsewhere, the new conversation is still empty and can be deleted.
 */
@Singleton
class InquirySetUp {

    private final InquiryRepository repository;
    private final InquiryMirror mirror;
    private final ConversationsClient twilio;
    private final TwilioAnswers answers;
    private final Members members;
    private final PhoneNumbers numbers;
    private final FirstMessageSender firstMessages;
    private final SenderLabels labels;
    private final InquiryConfig config;

    InquirySetUp(
            InquiryRepository repository,
            InquiryMirror mirror,
            ConversationsClient twilio,
            TwilioAnswers answers,
            Members members,
            PhoneNumbers numbers,
            FirstMessageSender firstMessages,
            SenderLabels labels,
            InquiryConfig config) {
        this.repository = repository;
        this.mirror = mirror;
        this.twilio = twilio;
        this.answers = answers;
        this.members = members;
        this.numbers = numbers;
        this.firstMessages = firstMessages;
        this.labels = labels;
        this.config = config;
        config.bots().orElse(List.of()).forEach(bot -> WidgetIdentity.refuse("baboo.conversation.inquiry.bots", bot));
    }

    /** The conversation, and whether it existed before. */
    record Result(String conversationSid, boolean joined) {}

    /** Completes the inquiry. */
    Uni<Result> run(Inquiry inquiry, InquiryRequest request) {
        String reused = inquiry.reusedSid;
        return reused == null ? setUp(inquiry, request, true) : join(inquiry, request, reused, true);
    }

    /** @param mayJoin whether to join a conversation that binds the traveler's phone, if requested: once per attempt */
    private Uni<Result> setUp(Inquiry inquiry, InquiryRequest request, boolean mayJoin) {
        return repository
                .begin(inquiry, InquiryStep.CONVERSATION)
                .chain(() -> ensureConversation(request))
                .chain(conversation -> step(inquiry, InquiryStep.PHONE, ensurePhone(request, conversation.getSid()))
                        .chain(() -> fill(inquiry, request, conversation))
                        .replaceWith(new Result(conversation.getSid(), false))
                        .onFailure(failure -> TwilioException.is(
                                failure, TwilioErrorKind.ADDRESS_BOUND, TwilioErrorKind.ALREADY_PARTICIPANT))
                        .recoverWithUni(() -> bound(inquiry, request, conversation, mayJoin)));
    }

    /** Twilio does not document which of the two codes a phone gets that is bound in the same conversation, so a look-up decides. */
    private Uni<Result> bound(Inquiry inquiry, InquiryRequest request, Conversation own, boolean mayJoin) {
        PhoneAddress phone = numbers.parse(
                "traveler.address", String.valueOf(request.traveler().address()));
        return members.whereBound(phone).chain(bound -> {
            if (bound.isPresent() && bound.get().equals(own.getSid())) {
                // A call of an earlier attempt took effect after this attempt had checked.
                return fill(inquiry, request, own).replaceWith(new Result(own.getSid(), false));
            }
            Uni<Optional<String>> visible = bound.isEmpty()
                    ? Uni.createFrom().item(bound)
                    : isOpenTo(inquiry, bound.get()).map(open -> bound.filter(sid -> open));
            return visible.chain(open -> {
                if (open.isPresent() && mayJoin && inquiry.mayReuse()) {
                    return repository
                            .reuse(inquiry, open.get())
                            .chain(() -> deleteUnused(inquiry, own.getSid()))
                            .chain(() -> join(inquiry, request, open.get(), false));
                }
                return deleteUnused(inquiry, own.getSid())
                        .chain(() -> Uni.createFrom().failure(inUse(open.orElse(null))));
            });
        });
    }

    /**
     * Whether the requester may know and join a conversation: it belongs to our service, and they are a member or may join any. Checked at
     * Twilio: knowing a phone number must not reveal its conversation.
     */
    private Uni<Boolean> isOpenTo(Inquiry inquiry, String conversationSid) {
        return twilio.findConversation(conversationSid).chain(found -> {
            if (found.isEmpty() || inquiry.requester().mayJoinAny()) {
                return Uni.createFrom().item(found.isPresent());
            }
            return twilio.participants(conversationSid).map(present -> present.stream()
                    .anyMatch(participant -> inquiry.requester().identity().equals(participant.getIdentity())));
        });
    }

    private static ProblemException inUse(@Nullable String conversationSid) {
        return new ProblemException(
                ProblemType.ADDRESS_IN_USE,
                conversationSid == null
                        ? "The traveler's address is bound in another conversation."
                        : "The traveler's address is bound in the conversation " + conversationSid + ".",
                conversationSid == null ? Map.of() : Map.of("conversationSid", conversationSid),
                null);
    }

    /** Deletes our own conversation unless it has messages. Requires the claim: another attempt may be filling it. */
    private Uni<Void> deleteUnused(Inquiry inquiry, String sid) {
        return repository
                .begin(inquiry, InquiryStep.PHONE)
                .chain(() -> twilio.latestMessages(sid, 1))
                .chain(messages -> messages.isEmpty()
                        ? twilio.deleteConversation(sid)
                        : Uni.createFrom().voidItem());
    }

    /** @param mayBeginAnew whether to create a new conversation if that one has ended: once per attempt */
    private Uni<Result> join(Inquiry inquiry, InquiryRequest request, String bound, boolean mayBeginAnew) {
        return twilio.findConversation(request.uniqueName())
                .chain(own -> own.isPresent()
                        ? deleteUnused(inquiry, own.get().getSid())
                        : Uni.createFrom().voidItem())
                .chain(() -> twilio.findConversation(bound))
                .chain(found -> found.filter(open -> open.getState() != Conversation.State.CLOSED)
                        .map(open -> fill(inquiry, request, open).replaceWith(new Result(bound, true)))
                        .orElseGet(() -> repository
                                .reuse(inquiry, null)
                                .chain(() -> mayBeginAnew
                                        ? setUp(inquiry, request, false)
                                        : Uni.createFrom().failure(inUse(null)))));
    }

    private Uni<Void> fill(Inquiry inquiry, InquiryRequest request, Conversation conversation) {
        String sid = conversation.getSid();
        return step(inquiry, InquiryStep.PEOPLE, ensurePeople(inquiry, request, sid))
                .chain(() -> step(inquiry, InquiryStep.MESSAGE, ensureFirstMessage(request, sid)))
                .chain(() -> repository.begin(inquiry, InquiryStep.COMPLETION))
                .chain(() -> twilio.participants(sid))
                .chain(present -> mirror.add(inquiry.id, conversation, present))
                .chain(() -> repository.complete(inquiry, sid))
                .chain(() -> answers.conversation(conversation, Set.of(EventType.CONVERSATION_ADDED)));
    }

    private Uni<Void> step(Inquiry inquiry, InquiryStep step, Uni<Void> work) {
        return repository.begin(inquiry, step).chain(() -> work);
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
                .onFailure(failure -> TwilioException.is(failure, TwilioErrorKind.NAME_TAKEN))
                .recoverWithUni(
                        () -> twilio.findConversation(request.uniqueName()).map(Optional::orElseThrow));
    }

    private Uni<Void> ensurePhone(InquiryRequest request, String sid) {
        InquiryRequest.Traveler traveler = request.traveler();
        String address = traveler.address();
        if (!traveler.channel().nativelyBound() || address == null) {
            return Uni.createFrom().voidItem();
        }
        PhoneAddress phone = numbers.parse("traveler.address", address);
        return twilio.participants(sid)
                .chain(present -> present.stream()
                                .anyMatch(participant -> ParticipantRepository.isPhone(participant, phone))
                        ? Uni.createFrom().voidItem()
                        : members.joinByPhone(sid, phone, traveler.name()).replaceWithVoid());
    }

    private record Person(String identity, String name, Role role) {}

    private Uni<Void> ensurePeople(Inquiry inquiry, InquiryRequest request, String sid) {
        InquiryRequest.Traveler traveler = request.traveler();
        Stream<Person> web = traveler.channel() == TravelerChannel.WEB
                ? Stream.of(new Person(String.valueOf(traveler.identity()), traveler.name(), Role.TRAVELER))
                : Stream.empty();
        Person expert = new Person(request.expert().identity(), request.expert().name(), Role.EXPERT);
        Stream<Person> bots = config.bots().orElse(List.of()).stream()
                .map(bot -> new Person(bot, labels.label(Role.BOT, ""), Role.BOT));
        List<Person> people =
                Stream.of(web, Stream.of(expert), bots).flatMap(group -> group).toList();
        return twilio.participants(sid)
                .chain(present -> InTurn.each(people, person -> ensure(person, inquiry.requester(), sid, present)));
    }

    private Uni<Void> ensure(Person person, Requester requester, String sid, List<Participant> present) {
        if (present.stream().anyMatch(participant -> person.identity().equals(participant.getIdentity()))) {
            return Uni.createFrom().voidItem();
        }
        boolean mayRename = requester.mayRename(person.identity());
        return members.join(sid, person.identity(), person.name(), person.role(), mayRename)
                .replaceWithVoid()
                .onFailure(failure -> TwilioException.is(failure, TwilioErrorKind.ALREADY_PARTICIPANT))
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

    /** The author is the participant's own address, so that Twilio does not send the traveler's message back to the traveler. */
    private static String author(InquiryRequest.Traveler traveler) {
        return Stream.of(traveler.identity(), traveler.address(), traveler.name())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}
