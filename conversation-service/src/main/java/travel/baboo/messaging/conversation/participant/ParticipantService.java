package travel.baboo.messaging.conversation.participant;

import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.twilio.TwilioConfig;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;

/** Reads who is in a conversation from the mirror and changes it at Twilio. */
@Singleton
public class ParticipantService {

    private final Pool pool;
    private final ConversationsClient twilio;
    private final @Nullable String phoneNumber;

    ParticipantService(Pool pool, ConversationsClient twilio, TwilioConfig config) {
        this.pool = pool;
        this.twilio = twilio;
        this.phoneNumber = config.phoneNumber().orElse(null);
    }

    /** Everybody who is in the conversation now, in the order of joining. */
    public Uni<List<ParticipantView>> list(String conversationSid) {
        return pool.preparedQuery(
                        """
                        select sid, identity, channel, role_sid, last_read_index, created_at from participant
                         where conversation_sid = $1 and removed_at is null order by created_at nulls first, sid
                        """)
                .execute(Tuple.of(conversationSid))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ParticipantService::view)
                        .toList());
    }

    Uni<ParticipantView> add(ConversationSid conversation, ParticipantRequest request) {
        if (request.address() != null && !request.address().isBlank()) {
            PhoneAddress address = PhoneAddress.parse(request.address());
            return twilio.addByAddress(conversation.value(), address.toString(), proxyAddress(address))
                    .map(ParticipantService::view);
        }
        String identity = String.valueOf(request.identity());
        return twilio.addByIdentity(conversation.value(), identity, null).map(ParticipantService::view);
    }

    Uni<Void> remove(ConversationSid conversation, String participantSid) {
        return twilio.removeParticipant(conversation.value(), participantSid)
                .invoke(found -> {
                    if (!found) {
                        throw ProblemException.notFound("No such participant.");
                    }
                })
                .replaceWithVoid();
    }

    /** Our own address on the channel of a traveler's. */
    public String proxyAddress(PhoneAddress address) {
        if (phoneNumber == null) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "TWILIO_PHONE_NUMBER is not set: no phone can take part.");
        }
        return PhoneAddress.parse(phoneNumber).over(address.whatsApp()).toString();
    }

    private static ParticipantView view(Row row) {
        return new ParticipantView(
                row.getString("sid"),
                row.getString("identity"),
                row.getString("channel"),
                row.getString("role_sid"),
                row.getLong("last_read_index"),
                Times.fromDatabase(row.getOffsetDateTime("created_at")));
    }

    private static ParticipantView view(Participant participant) {
        return new ParticipantView(
                participant.getSid(),
                participant.getIdentity(),
                participant.getIdentity() == null ? "phone" : null,
                participant.getRoleSid(),
                null,
                participant.getDateCreated().toInstant());
    }
}
