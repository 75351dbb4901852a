package travel.baboo.messaging.conversation.participant;

import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.database.Times;

/** Writes participants from Twilio's responses, so that they can act before their event arrives. */
@Singleton
public class ParticipantRepository {

    /** Adds participants that the mirror lacks; existing rows stay unchanged. */
    public Uni<Void> addMissing(SqlConnection connection, String conversationSid, List<Participant> participants) {
        return InTurn.each(participants, participant -> add(connection, conversationSid, participant));
    }

    private static Uni<Void> add(SqlConnection connection, String conversationSid, Participant participant) {
        Tuple values = Tuple.tuple()
                .addString(participant.getSid())
                .addString(conversationSid)
                .addString(participant.getIdentity())
                .addString(binding(participant, "address"))
                .addString(binding(participant, "proxy_address"))
                .addString(binding(participant, "type"))
                .addString(participant.getRoleSid())
                .addOffsetDateTime(Times.toDatabase(participant.getDateCreated().toInstant()))
                .addString(participant.getAttributes())
                .addString(PhoneAddress.find(binding(participant, "address"))
                        .map(PhoneAddress::person)
                        .orElse(null));
        return connection
                .preparedQuery(
                        """
                        with added as (
                            insert into participant (sid, conversation_sid, identity, address, proxy_address, channel, role_sid,
                                                     created_at, updated_at, attributes, person)
                            values ($1, $2, $3, $4, $5, lower($6), $7, $8, $8, coalesce($9, '{}'), $10)
                            on conflict do nothing
                            returning conversation_sid, sid)
                        insert into own_change (conversation_sid, event_type, sid, changed_at)
                        select conversation_sid, 'onParticipantAdded', sid, now() from added
                        on conflict do nothing
                        """)
                .execute(values)
                .replaceWithVoid();
    }

    /** Whether a participant uses this phone, in any spelling of its number. */
    public static boolean isPhone(Participant participant, PhoneAddress phone) {
        return PhoneAddress.find(binding(participant, "address"))
                .filter(address -> address.person().equals(phone.person()))
                .isPresent();
    }

    /** A value of a participant's messaging binding; null for participants with an identity. */
    public static @Nullable String binding(Participant participant, String name) {
        return participant.getMessagingBinding() instanceof Map<?, ?> binding
                        && binding.get(name) instanceof String value
                ? value
                : null;
    }
}
