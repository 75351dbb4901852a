package travel.baboo.messaging.conversation.participant;

import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;

/** Reads who is in a conversation from the mirror and changes it at Twilio. */
@Singleton
public class ParticipantService {

    private final Pool pool;
    private final ConversationsClient twilio;
    private final Members members;
    private final PhoneNumbers numbers;

    ParticipantService(Pool pool, ConversationsClient twilio, Members members, PhoneNumbers numbers) {
        this.pool = pool;
        this.twilio = twilio;
        this.members = members;
        this.numbers = numbers;
    }

    /** Everybody who is in the conversation now, in the order of joining. */
    public Uni<List<ParticipantView>> list(String conversationSid) {
        return pool.preparedQuery(
                        """
                        select sid, identity, channel, role_sid, attributes, last_read_index, created_at from participant
                         where conversation_sid = $1 and removed_at is null order by created_at nulls first, sid
                        """)
                .execute(Tuple.of(conversationSid))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ParticipantService::view)
                        .toList());
    }

    /** Lets somebody in; who is in already is answered as they are. */
    Uni<ParticipantView> add(Caller caller, ConversationSid conversation, ParticipantRequest request) {
        Role role = request.roleOrDefault();
        boolean leads = role == Role.ADMIN || role == Role.BOT;
        if (leads && !caller.is(Role.ADMIN)) {
            throw ProblemException.forbidden("Only admins let admins and bots in.");
        }
        String address = request.address();
        if (address != null && !address.isBlank()) {
            PhoneAddress phone = numbers.parse("address", address);
            return members.joinByPhone(conversation.value(), phone, request.name())
                    .onFailure(failure -> isKind(failure, TwilioErrorKind.ADDRESS_BOUND))
                    .recoverWithUni(failure -> present(conversation, failure, participant -> phone.toString()
                            .equals(ParticipantRepository.binding(participant, "address"))))
                    .map(ParticipantService::view);
        }
        String identity = String.valueOf(request.identity());
        return members.join(conversation.value(), identity, request.name(), role)
                .onFailure(failure -> isKind(failure, TwilioErrorKind.ALREADY_PARTICIPANT))
                .recoverWithUni(failure ->
                        present(conversation, failure, participant -> identity.equals(participant.getIdentity())))
                .map(ParticipantService::view);
    }

    private Uni<Participant> present(ConversationSid conversation, Throwable refusal, Predicate<Participant> wanted) {
        return twilio.participants(conversation.value()).chain(present -> present.stream()
                .filter(wanted)
                .findFirst()
                .map(participant -> Uni.createFrom().item(participant))
                .orElseGet(() -> Uni.createFrom().failure(refusal)));
    }

    /** Lets somebody go; an expert who is the last one must stay. */
    Uni<Void> remove(Caller caller, ConversationSid conversation, String participantSid) {
        return caller.is(Role.EXPERT)
                ? oneAtATime(conversation, () -> twilio.participants(conversation.value())
                        .call(present -> inquiryExpert(conversation)
                                .invoke(expert -> requireAnotherExpert(caller, participantSid, present, expert)))
                        .chain(() -> remove(conversation, participantSid)))
                : remove(conversation, participantSid);
    }

    private Uni<Void> remove(ConversationSid conversation, String participantSid) {
        return twilio.removeParticipant(conversation.value(), participantSid)
                .invoke(found -> {
                    if (!found) {
                        throw ProblemException.notFound("No such participant.");
                    }
                })
                .replaceWithVoid();
    }

    /** Two experts who leave at once must not both count on the other. */
    private Uni<Void> oneAtATime(ConversationSid conversation, Supplier<Uni<Void>> work) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of("leave " + conversation.value()))
                .chain(locked -> work.get()));
    }

    private Uni<String> inquiryExpert(ConversationSid conversation) {
        return pool.preparedQuery(
                        """
                        select i.content -> 'expert' ->> 'identity' as expert from conversation c
                          join inquiry i on i.id = c.inquiry_id where c.sid = $1
                        """)
                .execute(Tuple.of(conversation.value()))
                .map(rows -> rows.size() == 0 ? "" : rows.iterator().next().getString("expert"));
    }

    private static void requireAnotherExpert(
            Caller caller, String participantSid, List<Participant> present, String inquiryExpert) {
        boolean oneself = present.stream()
                .anyMatch(participant -> participant.getSid().equals(participantSid)
                        && caller.identity().equals(participant.getIdentity()));
        boolean another = present.stream()
                .filter(participant -> !participant.getSid().equals(participantSid))
                .anyMatch(
                        participant -> Members.role(participant.getAttributes()).orElse(null) == Role.EXPERT
                                || inquiryExpert.equals(participant.getIdentity()));
        if (oneself && !another) {
            throw new ProblemException(ProblemType.CONFLICT, "The last expert cannot leave: let another one in first.");
        }
    }

    private static boolean isKind(Throwable failure, TwilioErrorKind kind) {
        return failure instanceof TwilioException refusal && refusal.kind() == kind;
    }

    private static ParticipantView view(Row row) {
        return ParticipantView.of(
                row.getString("sid"),
                row.getString("identity"),
                row.getString("channel"),
                row.getString("role_sid"),
                row.getString("attributes"),
                row.getLong("last_read_index"),
                Times.fromDatabase(row.getOffsetDateTime("created_at")));
    }

    private static ParticipantView view(Participant participant) {
        String channel = ParticipantRepository.binding(participant, "type");
        return ParticipantView.of(
                participant.getSid(),
                participant.getIdentity(),
                channel == null ? null : channel.toLowerCase(Locale.ROOT),
                participant.getRoleSid(),
                participant.getAttributes(),
                null,
                participant.getDateCreated().toInstant());
    }
}
