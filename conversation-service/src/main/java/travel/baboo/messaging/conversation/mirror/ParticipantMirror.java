package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.json;
import static travel.baboo.messaging.conversation.mirror.EventValues.number;
import static travel.baboo.messaging.conversation.mirror.EventValues.require;
import static travel.baboo.messaging.conversation.mirror.EventValues.text;
import static travel.baboo.messaging.conversation.mirror.EventValues.time;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.MessageMarks;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.participant.MemberRepository;
import travel.baboo.messaging.conversation.participant.Members;

/** Writes events about participants into the mirror: what is newer counts, also of read horizons, and removals are final. */
@Singleton
class ParticipantMirror {

    private static final String UPSERT =
            """
            insert into participant as p (sid, conversation_sid, identity, address, proxy_address, channel, role_sid, attributes,
                                          last_read_index, created_at, updated_at, removed_at, last_read_at, person, attributes_at)
            values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, '{}'), $9, $10, $11, $12, $13, $14,
                    case when $8::text is null or $15 then timestamptz '-infinity' else $11::timestamptz end)
            on conflict (sid) do update
               set identity = coalesce(excluded.identity, p.identity),
                   address = coalesce(excluded.address, p.address),
                   proxy_address = coalesce(excluded.proxy_address, p.proxy_address),
                   channel = coalesce(excluded.channel, p.channel),
                   role_sid = case when p.updated_at <= $11 then coalesce($7, p.role_sid) else p.role_sid end,
                   attributes = case when $8 is null then p.attributes
                                     when $15 then case when coalesce(p.attributes_at, p.updated_at, '-infinity') = '-infinity'
                                                             and (p.updated_at is null or p.updated_at <= $11) then $8 else p.attributes end
                                     when coalesce(p.attributes_at, p.updated_at, '-infinity') <= $11 then $8 else p.attributes end,
                   attributes_at = case when $15 or $8 is null then coalesce(p.attributes_at, p.updated_at, '-infinity')
                                        else greatest(coalesce(p.attributes_at, p.updated_at), $11) end,
                   last_read_index = case when $13 is not null and (p.last_read_at is null or ($13, $9) > (p.last_read_at, p.last_read_index))
                                          then $9 else p.last_read_index end,
                   last_read_at = greatest(p.last_read_at, excluded.last_read_at),
                   created_at = coalesce(p.created_at, excluded.created_at),
                   updated_at = greatest(p.updated_at, excluded.updated_at),
                   removed_at = coalesce(p.removed_at, excluded.removed_at),
                   person = coalesce(excluded.person, p.person)
             where not p.erased
            """;

    private final ContactRepository contacts;
    private final MemberRepository members;
    private final ObjectMapper json;

    ParticipantMirror(ContactRepository contacts, MemberRepository members, ObjectMapper json) {
        this.contacts = contacts;
        this.members = members;
        this.json = json;
    }

    Uni<Void> apply(SqlConnection connection, String conversation, TwilioEvent event, EventType type) {
        String sid = require(event, "ParticipantSid");
        boolean removed = type == EventType.PARTICIPANT_REMOVED;
        String channel = text(event, "MessagingBinding.Type");
        String address = text(event, "MessagingBinding.Address");
        String attributes = json(event, "Attributes", json);
        Long read = number(event, "LastReadMessageIndex");
        OffsetDateTime at = Times.toDatabase(event.occurredAt());
        Tuple values = Tuple.tuple()
                .addString(sid)
                .addString(conversation)
                .addString(text(event, "Identity"))
                .addString(address)
                .addString(text(event, "MessagingBinding.ProxyAddress"))
                .addString(channel == null ? null : channel.toLowerCase(Locale.ROOT))
                .addString(text(event, "RoleSid"))
                .addString(attributes)
                .addLong(read)
                .addOffsetDateTime(
                        Times.toDatabaseOrNull(time(event, "DateCreated").orElse(null)))
                .addOffsetDateTime(at)
                .addOffsetDateTime(removed ? at : null)
                .addOffsetDateTime(read == null ? null : at)
                .addString(PhoneAddress.find(address).map(PhoneAddress::person).orElse(null))
                .addBoolean(EventValues.isStreamed(event));
        return connection
                .preparedQuery(UPSERT)
                .execute(values)
                .chain(result -> result.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : learn(connection, conversation, event, type, sid));
    }

    private Uni<Void> learn(
            SqlConnection connection, String conversation, TwilioEvent event, EventType type, String sid) {
        return (type == EventType.PARTICIPANT_ADDED
                        ? member(connection, conversation, event, json(event, "Attributes", json))
                        : Uni.createFrom().voidItem())
                .chain(() -> text(event, "MessagingBinding.Address") == null
                        ? Uni.createFrom().voidItem()
                        : contacts.learnFromParticipant(connection, sid));
    }

    /** Stores a participant's role if a holder of the account's credentials set it. */
    private Uni<Void> member(
            SqlConnection connection, String conversation, TwilioEvent event, @Nullable String attributes) {
        String identity = text(event, "Identity");
        Role role = Members.role(attributes).orElse(null);
        return identity == null || role == null || !MessageMarks.isTrusted(event.fields())
                ? Uni.createFrom().voidItem()
                : members.save(
                        connection,
                        conversation,
                        identity,
                        role,
                        Members.name(attributes).orElse(null));
    }
}
