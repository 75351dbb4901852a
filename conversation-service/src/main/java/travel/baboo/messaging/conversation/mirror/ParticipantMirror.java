package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.execute;
import static travel.baboo.messaging.conversation.mirror.EventValues.number;
import static travel.baboo.messaging.conversation.mirror.EventValues.require;
import static travel.baboo.messaging.conversation.mirror.EventValues.text;
import static travel.baboo.messaging.conversation.mirror.EventValues.time;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Locale;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.database.Times;

/** Writes events about participants into the mirror: what is newer counts, removals are final, read horizons only grow. */
@Singleton
class ParticipantMirror {

    private final ContactRepository contacts;

    ParticipantMirror(ContactRepository contacts) {
        this.contacts = contacts;
    }

    Uni<Void> apply(SqlConnection connection, String conversation, TwilioEvent event, EventType type) {
        String sid = require(event, "ParticipantSid");
        boolean removed = type == EventType.PARTICIPANT_REMOVED;
        String channel = text(event, "MessagingBinding.Type");
        Tuple values = Tuple.tuple()
                .addString(sid)
                .addString(conversation)
                .addString(text(event, "Identity"))
                .addString(text(event, "MessagingBinding.Address"))
                .addString(text(event, "MessagingBinding.ProxyAddress"))
                .addString(channel == null ? null : channel.toLowerCase(Locale.ROOT))
                .addString(text(event, "RoleSid"))
                .addString(text(event, "Attributes"))
                .addLong(number(event, "LastReadMessageIndex"))
                .addOffsetDateTime(
                        Times.toDatabaseOrNull(time(event, "DateCreated").orElse(null)))
                .addOffsetDateTime(Times.toDatabase(event.occurredAt()))
                .addOffsetDateTime(removed ? Times.toDatabase(event.occurredAt()) : null);
        return execute(
                        connection,
                        """
                insert into participant as p (sid, conversation_sid, identity, address, proxy_address, channel, role_sid,
                                              attributes, last_read_index, created_at, updated_at, removed_at)
                values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, '{}'), $9, $10, $11, $12)
                on conflict (sid) do update
                   set identity = coalesce(excluded.identity, p.identity),
                       address = coalesce(excluded.address, p.address),
                       proxy_address = coalesce(excluded.proxy_address, p.proxy_address),
                       channel = coalesce(excluded.channel, p.channel),
                       role_sid = case when p.updated_at <= $11 then coalesce($7, p.role_sid) else p.role_sid end,
                       attributes = case when p.updated_at <= $11 then coalesce($8, p.attributes) else p.attributes end,
                       last_read_index = greatest(p.last_read_index, excluded.last_read_index),
                       created_at = coalesce(p.created_at, excluded.created_at),
                       updated_at = greatest(p.updated_at, excluded.updated_at),
                       removed_at = coalesce(p.removed_at, excluded.removed_at)
                """,
                        values)
                .chain(() -> event.fields().findText("MessagingBinding.Address").isPresent()
                        ? contacts.learnFromParticipant(connection, sid)
                        : Uni.createFrom().voidItem());
    }
}
