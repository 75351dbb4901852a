package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.json;
import static travel.baboo.messaging.conversation.mirror.EventValues.number;
import static travel.baboo.messaging.conversation.mirror.EventValues.require;
import static travel.baboo.messaging.conversation.mirror.EventValues.text;
import static travel.baboo.messaging.conversation.mirror.EventValues.texts;
import static travel.baboo.messaging.conversation.mirror.EventValues.time;
import static travel.baboo.messaging.conversation.mirror.EventValues.times;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.MessageMarks;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.participant.MemberRepository;
import travel.baboo.messaging.conversation.participant.Members;

/** Writes events about participants into the mirror: what is newer counts, also of read horizons, and removals are final. */
@Singleton
class ParticipantMirror {

    /**
     * Changes known participants and inserts the others, and returns both. An erased one stays as it is. Their conversations are locked, so
     * that none appears meanwhile; the arrays of SIDs make PostgreSQL find them by their key.
     */
    private static final String WRITE =
            """
            with n as materialized (
                select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                                     $9::bigint[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::text[],
                                     $14::boolean[])
                           as n (sid, conversation_sid, identity, address, proxy_address, channel, role_sid, attributes,
                                 last_read_index, created_at, updated_at, removed_at, person, streamed)),
            changed as (
                update participant p
                   set identity = coalesce(n.identity, p.identity),
                       address = coalesce(n.address, p.address),
                       proxy_address = coalesce(n.proxy_address, p.proxy_address),
                       channel = coalesce(n.channel, p.channel),
                       role_sid = case when p.updated_at <= n.updated_at then coalesce(n.role_sid, p.role_sid) else p.role_sid end,
                       attributes = case when n.attributes is null then p.attributes
                                         when n.streamed then case when %1$s = '-infinity'
                                                                        and (p.updated_at is null or p.updated_at <= n.updated_at)
                                                                   then n.attributes else p.attributes end
                                         when %1$s <= n.updated_at then n.attributes else p.attributes end,
                       attributes_at = case when n.streamed or n.attributes is null then %1$s
                                            else greatest(coalesce(p.attributes_at, p.updated_at), n.updated_at) end,
                       last_read_index = case when n.last_read_index is not null
                                                   and (p.last_read_at is null
                                                        or (n.updated_at, n.last_read_index) > (p.last_read_at, p.last_read_index))
                                              then n.last_read_index else p.last_read_index end,
                       last_read_at = greatest(p.last_read_at, case when n.last_read_index is not null then n.updated_at end),
                       created_at = coalesce(p.created_at, n.created_at),
                       updated_at = greatest(p.updated_at, n.updated_at),
                       removed_at = coalesce(p.removed_at, n.removed_at),
                       person = coalesce(n.person, p.person)
                  from n where p.sid = n.sid and p.sid = any($1) and not p.erased
                returning p.sid),
            added as (
                insert into participant (sid, conversation_sid, identity, address, proxy_address, channel, role_sid, attributes,
                                         last_read_index, created_at, updated_at, removed_at, last_read_at, person, attributes_at)
                select n.sid, n.conversation_sid, n.identity, n.address, n.proxy_address, n.channel, n.role_sid,
                       coalesce(n.attributes, '{}'), n.last_read_index, n.created_at, n.updated_at, n.removed_at,
                       case when n.last_read_index is not null then n.updated_at end, n.person,
                       case when n.attributes is null or n.streamed then timestamptz '-infinity' else n.updated_at end
                  from n where not exists (select from participant p where p.sid = n.sid)
                returning sid)
            select sid from changed union all select sid from added
            """
                    .formatted("coalesce(p.attributes_at, p.updated_at, '-infinity')");

    /** What an event says of a participant. */
    private record ParticipantValues(
            TwilioEvent event,
            String sid,
            @Nullable String identity,
            @Nullable String address,
            @Nullable String proxyAddress,
            @Nullable String channel,
            @Nullable String roleSid,
            @Nullable String attributes,
            @Nullable Long read,
            @Nullable Instant created,
            Instant updated,
            @Nullable Instant removed) {

        boolean isOf(EventType type) {
            return event.eventType().equals(type.twilioName());
        }

        String conversation() {
            return String.valueOf(event.conversationSid());
        }

        @Nullable
        String person() {
            return PhoneAddress.find(address).map(PhoneAddress::person).orElse(null);
        }
    }

    private final ContactRepository contacts;
    private final MemberRepository members;
    private final ObjectMapper json;

    ParticipantMirror(ContactRepository contacts, MemberRepository members, ObjectMapper json) {
        this.contacts = contacts;
        this.members = members;
        this.json = json;
    }

    /**
     * Applies them in one statement, or in one more for each further event about the same participant.
     *
     * @param events participant events, each with the SID of a conversation
     */
    Uni<Void> apply(SqlConnection connection, List<TwilioEvent> events) {
        List<ParticipantValues> changes = events.stream().map(this::change).toList();
        return InTurn.each(Rounds.of(changes, ParticipantValues::sid), round -> write(connection, round)
                .chain(written -> learn(connection, round, written)));
    }

    private ParticipantValues change(TwilioEvent event) {
        String channel = text(event, "MessagingBinding.Type");
        return new ParticipantValues(
                event,
                require(event, "ParticipantSid"),
                text(event, "Identity"),
                text(event, "MessagingBinding.Address"),
                text(event, "MessagingBinding.ProxyAddress"),
                channel == null ? null : channel.toLowerCase(Locale.ROOT),
                text(event, "RoleSid"),
                json(event, "Attributes", json),
                number(event, "LastReadMessageIndex"),
                time(event, "DateCreated").orElse(null),
                event.occurredAt(),
                event.eventType().equals(EventType.PARTICIPANT_REMOVED.twilioName()) ? event.occurredAt() : null);
    }

    /** Returns the SIDs of those that were written. */
    private static Uni<Set<String>> write(SqlConnection connection, List<ParticipantValues> changes) {
        return connection
                .preparedQuery(WRITE)
                .execute(Tuple.tuple()
                        .addArrayOfString(texts(changes, ParticipantValues::sid))
                        .addArrayOfString(texts(changes, ParticipantValues::conversation))
                        .addArrayOfString(texts(changes, ParticipantValues::identity))
                        .addArrayOfString(texts(changes, ParticipantValues::address))
                        .addArrayOfString(texts(changes, ParticipantValues::proxyAddress))
                        .addArrayOfString(texts(changes, ParticipantValues::channel))
                        .addArrayOfString(texts(changes, ParticipantValues::roleSid))
                        .addArrayOfString(texts(changes, ParticipantValues::attributes))
                        .addArrayOfLong(
                                changes.stream().map(ParticipantValues::read).toArray(Long[]::new))
                        .addArrayOfOffsetDateTime(times(changes, ParticipantValues::created))
                        .addArrayOfOffsetDateTime(times(changes, ParticipantValues::updated))
                        .addArrayOfOffsetDateTime(times(changes, ParticipantValues::removed))
                        .addArrayOfString(texts(changes, ParticipantValues::person))
                        .addArrayOfBoolean(changes.stream()
                                .map(change -> EventValues.isStreamed(change.event()))
                                .toArray(Boolean[]::new)))
                .map(rows -> {
                    Set<String> written = new HashSet<>();
                    rows.forEach(row -> written.add(row.getString("sid")));
                    return written;
                });
    }

    private Uni<Void> learn(SqlConnection connection, List<ParticipantValues> changes, Set<String> written) {
        List<ParticipantValues> ours = changes.stream()
                .filter(change -> written.contains(change.sid()))
                .toList();
        List<ParticipantValues> added = ours.stream()
                .filter(change -> change.isOf(EventType.PARTICIPANT_ADDED))
                .toList();
        return InTurn.each(added, change -> member(connection, change))
                .chain(() -> contacts.learnFromParticipants(
                        connection,
                        ours.stream()
                                .filter(change -> change.address() != null)
                                .map(ParticipantValues::sid)
                                .toList()));
    }

    /** Stores a participant's role if a holder of the account's credentials set it. */
    private Uni<Void> member(SqlConnection connection, ParticipantValues change) {
        Role role = Members.role(change.attributes()).orElse(null);
        return change.identity() == null
                        || role == null
                        || !MessageMarks.isTrusted(change.event().fields())
                ? Uni.createFrom().voidItem()
                : members.save(
                        connection,
                        change.conversation(),
                        change.identity(),
                        role,
                        Members.name(change.attributes()).orElse(null));
    }
}
