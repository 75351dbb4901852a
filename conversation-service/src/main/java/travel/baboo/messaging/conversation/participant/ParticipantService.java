package travel.baboo.messaging.conversation.participant;

import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.security.WidgetIdentity;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;
import travel.baboo.messaging.conversation.twilio.TwilioAnswers;

/** Reads participants from the mirror and changes them at Twilio. */
@Singleton
public class ParticipantService {

    private final Pool pool;
    private final ConversationsClient twilio;
    private final TwilioAnswers answers;
    private final Members members;
    private final MemberRepository repository;
    private final ConversationClaims claims;
    private final PhoneNumbers numbers;

    ParticipantService(
            Pool pool,
            ConversationsClient twilio,
            TwilioAnswers answers,
            Members members,
            MemberRepository repository,
            ConversationClaims claims,
            PhoneNumbers numbers) {
        this.pool = pool;
        this.repository = repository;
        this.claims = claims;
        this.twilio = twilio;
        this.answers = answers;
        this.members = members;
        this.numbers = numbers;
    }

    /** The current participants, in the order of joining. */
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

    /** Adds a participant; returns the present one if they are in already. */
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
                    .onFailure(failure -> TwilioException.is(
                            failure, TwilioErrorKind.ADDRESS_BOUND, TwilioErrorKind.ALREADY_PARTICIPANT))
                    .recoverWithUni(failure -> present(
                            conversation, failure, participant -> ParticipantRepository.isPhone(participant, phone)))
                    .call(added -> answers.participant(added, EventType.PARTICIPANT_ADDED))
                    .map(ParticipantService::view);
        }
        String identity = String.valueOf(request.identity());
        if (role != Role.TRAVELER && WidgetIdentity.matches(identity)) {
            throw ProblemException.invalid("identity: a UUID is a chat widget's visitor, who is a traveler");
        }
        boolean mayRename = caller.is(Role.ADMIN) || caller.identity().equals(identity);
        return members.join(conversation.value(), identity, request.name(), role, mayRename)
                .onFailure(failure -> TwilioException.is(failure, TwilioErrorKind.ALREADY_PARTICIPANT))
                .recoverWithUni(failure ->
                        present(conversation, failure, participant -> identity.equals(participant.getIdentity())))
                .call(added -> answers.participant(added, EventType.PARTICIPANT_ADDED))
                .map(ParticipantService::view);
    }

    private Uni<Participant> present(ConversationSid conversation, Throwable refusal, Predicate<Participant> wanted) {
        return twilio.participants(conversation.value()).chain(present -> present.stream()
                .filter(wanted)
                .findFirst()
                .map(participant -> Uni.createFrom().item(participant))
                .orElseGet(() -> Uni.createFrom().failure(refusal)));
    }

    /** Removes a participant unless they are the last expert. Checked at Twilio under a claim, because the mirror may be behind. */
    Uni<Void> remove(ConversationSid conversation, String participantSid) {
        String sid = conversation.value();
        return claims.under(sid, deadline -> twilio.participants(sid)
                .call(present -> repository
                        .experts(sid)
                        .invoke(experts -> requireAnotherExpert(participantSid, present, experts)))
                .chain(() -> twilio.removeParticipant(sid, participantSid, deadline))
                .invoke(ParticipantService::requireFound)
                .chain(() -> answers.participantRemoved(sid, participantSid)));
    }

    private static void requireFound(boolean found) {
        if (!found) {
            throw ProblemException.notFound("No such participant.");
        }
    }

    private static void requireAnotherExpert(String participantSid, List<Participant> present, Set<String> experts) {
        Optional<Participant> leaving = present.stream()
                .filter(participant -> participant.getSid().equals(participantSid))
                .findFirst();
        requireFound(leaving.isPresent());
        boolean another = present.stream()
                .filter(participant -> !participant.getSid().equals(participantSid))
                .anyMatch(participant -> isOneOf(participant, experts));
        if (leaving.filter(participant -> isOneOf(participant, experts)).isPresent() && !another) {
            throw new ProblemException(ProblemType.CONFLICT, "The last expert cannot leave: let another one in first.");
        }
    }

    private static boolean isOneOf(Participant participant, Set<String> identities) {
        return participant.getIdentity() != null && identities.contains(participant.getIdentity());
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
