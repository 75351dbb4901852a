package travel.baboo.messaging.conversation.inquiry;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.directory.DirectoryService;
import travel.baboo.messaging.conversation.participant.ParticipantRepository;

/** Remembers inquiries and how far each has come. */
@Singleton
class InquiryRepository {

    private static final String COLUMNS =
            "id, content, conversation_sid, on_conflict, reused_sid, attempts, own_attempts, failure, created_at, requested_by, requested_role, erased_at";

    private final Pool pool;
    private final double leaseMillis;
    private final DirectoryService directory;
    private final ParticipantRepository participants;

    InquiryRepository(Pool pool, InquiryConfig config, DirectoryService directory, ParticipantRepository participants) {
        this.pool = pool;
        this.leaseMillis = config.lease().toMillis();
        this.directory = directory;
        this.participants = participants;
    }

    /**
     * An inquiry's record.
     *
     * @param conversationSid null until everything is set up
     * @param reusedSid the conversation of somebody else's making that it joins
     * @param attempts all of them
     * @param ownAttempts those that nobody asked for
     * @param requester who asked for it last
     * @param erased whether its conversation was removed, and its content with it
     * @param owner under this name the caller works on it; null when somebody else does, or nobody needs to
     */
    record Stored(
            String id,
            JsonObject content,
            @Nullable String conversationSid,
            OnConflict onConflict,
            @Nullable String reusedSid,
            int attempts,
            int ownAttempts,
            @Nullable String failure,
            Instant createdAt,
            Requester requester,
            boolean erased,
            @Nullable UUID owner) {}

    /**
     * Keeps the inquiry when it is new, and claims it when it is free and the requester may go on with it: who asked for it, its expert,
     * admins and bots. With another requester, whether a foreign conversation may be joined is asked anew.
     */
    Uni<Stored> claim(
            String id, JsonObject content, @Nullable String person, OnConflict onConflict, Requester requester) {
        UUID owner = UUID.randomUUID();
        Tuple values = Tuple.tuple()
                .addString(id)
                .addJsonObject(content)
                .addDouble(leaseMillis)
                .addString(onConflict.text())
                .addUUID(owner)
                .addString(requester.identity())
                .addString(requester.role().group())
                .addString(person);
        return pool.preparedQuery(
                        """
                        insert into inquiry as i (id, content, created_at, leased_until, on_conflict, lease_owner, attempts,
                                                  requested_by, requested_role, person)
                        values ($1, $2, now(), now() + $3 * interval '1 millisecond', $4, $5, 1, $6, $7, $8)
                        on conflict (id) do update
                           set leased_until = excluded.leased_until, on_conflict = $4, lease_owner = $5, attempts = i.attempts + 1,
                               requested_by = $6, requested_role = $7, person = $8,
                               reused_sid = case when i.requested_by = $6 and i.requested_role = $7 then i.reused_sid end
                         where i.conversation_sid is null and i.erased_at is null
                           and (coalesce(i.requested_by, $6) = $6 or $7 in ('admin', 'bot')
                                or i.content -> 'expert' ->> 'identity' = $6)
                           and jsonb_strip_nulls(i.content) = jsonb_strip_nulls($2)
                           and (i.leased_until is null or i.leased_until < now())
                        returning\s"""
                                + COLUMNS)
                .execute(values)
                .map(rows -> first(rows, owner))
                .chain(mine -> mine.isPresent() ? Uni.createFrom().item(mine) : find(id))
                .map(Optional::orElseThrow);
    }

    /** Claims one inquiry that was left half-way, if there is one. */
    Uni<Optional<Stored>> claimAbandoned(Duration resumeFor) {
        return claimOne(
                """
                own_attempts = own_attempts + 1
                 where id = (select id from inquiry
                              where conversation_sid is null and erased_at is null and created_at > now() - $3 * interval '1 millisecond'
                                and (leased_until < now() or (leased_until is null and next_attempt_at <= now()))
                              order by created_at limit 1 for update skip locked)
                """,
                (double) resumeFor.toMillis());
    }

    /** Claims one that is not done, when nobody works on it. */
    Uni<Optional<Stored>> claimAgain(String id) {
        return claimOne(
                """
                next_attempt_at = null
                 where id = $3 and conversation_sid is null and erased_at is null and (leased_until is null or leased_until < now())
                """,
                id);
    }

    private Uni<Optional<Stored>> claimOne(String change, Object which) {
        UUID owner = UUID.randomUUID();
        return pool.preparedQuery(
                        """
                        update inquiry set leased_until = now() + $1 * interval '1 millisecond', lease_owner = $2, attempts = attempts + 1,
                        """
                                + change + " returning " + COLUMNS)
                .execute(Tuple.of(leaseMillis, owner, which))
                .map(rows -> first(rows, owner));
    }

    Uni<Optional<Stored>> find(String id) {
        return pool.preparedQuery("select " + COLUMNS + " from inquiry where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> first(rows, null));
    }

    /** Goes on to a step under the claim, which is renewed; a problem when somebody else has it by now. */
    Uni<Void> begin(Stored stored, InquiryStep step) {
        return pool.preparedQuery(
                        """
                        update inquiry set step = $3, leased_until = now() + $4 * interval '1 millisecond'
                         where id = $1 and lease_owner = $2
                        """)
                .execute(Tuple.of(stored.id(), stored.owner(), step.text(), leaseMillis))
                .invoke(InquiryRepository::requireOurs)
                .replaceWithVoid();
    }

    private static void requireOurs(RowSet<Row> result) {
        if (result.rowCount() == 0) {
            throw new ProblemException(ProblemType.CONFLICT, "Another request has taken the inquiry over.");
        }
    }

    /** From now on the inquiry is that conversation's; null for one of its own. */
    Uni<Void> reuse(Stored stored, @Nullable String conversationSid) {
        return pool.preparedQuery("update inquiry set reused_sid = $2 where id = $1 and lease_owner = $3")
                .execute(Tuple.of(stored.id(), conversationSid, stored.owner()))
                .replaceWithVoid();
    }

    /** Everything is set up: the conversation is the inquiry's, and the directory says so. */
    Uni<Void> complete(Stored stored, Conversation conversation, List<Participant> present) {
        String conversationSid = conversation.getSid();
        OffsetDateTime created = Times.toDatabase(conversation.getDateCreated().toInstant());
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        """
                        update inquiry set conversation_sid = $2, completed_at = now(), leased_until = null, lease_owner = null,
                                           next_attempt_at = null, failure = null
                         where id = $1 and lease_owner = $3
                        """)
                .execute(Tuple.of(stored.id(), conversationSid, stored.owner()))
                .invoke(InquiryRepository::requireOurs)
                .chain(() -> connection
                        .preparedQuery(
                                """
                        insert into conversation as c (sid, inquiry_id, unique_name, friendly_name, last_activity_at, service_sid)
                        values ($1, $2, $3, $4, $5, $6)
                        on conflict (sid) do update set inquiry_id = coalesce(c.inquiry_id, excluded.inquiry_id)
                         where c.removed_at is null
                        """)
                        .execute(Tuple.of(
                                conversationSid,
                                stored.id(),
                                conversation.getUniqueName(),
                                conversation.getFriendlyName(),
                                created,
                                conversation.getChatServiceSid())))
                .chain(() -> connection
                        .preparedQuery(
                                """
                                insert into conversation_check (conversation_sid, event_at)
                                select sid, now() from conversation where sid = $1 and removed_at is null on conflict do nothing
                                """)
                        .execute(Tuple.of(conversationSid)))
                .chain(() -> participants.addMissing(connection, conversationSid, present))
                .chain(() -> directory.refresh(connection, List.of(conversationSid))));
    }

    /**
     * Another request may go on at once.
     *
     * @param failure what stopped it
     * @param pause after which the service itself goes on; null when that is no use
     */
    Uni<Void> release(Stored stored, String failure, @Nullable Duration pause) {
        return pool.preparedQuery(
                        """
                        update inquiry set leased_until = null, lease_owner = null, failure = $3,
                                           next_attempt_at = now() + $4::float8 * interval '1 millisecond'
                         where id = $1 and lease_owner = $2 and conversation_sid is null
                        """)
                .execute(Tuple.of(
                        stored.id(), stored.owner(), failure, pause == null ? null : (double) pause.toMillis()))
                .replaceWithVoid();
    }

    private static Optional<Stored> first(RowSet<Row> rows, @Nullable UUID owner) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(stored(rows.iterator().next(), owner));
    }

    private static Stored stored(Row row, @Nullable UUID owner) {
        return new Stored(
                row.getString("id"),
                row.getJsonObject("content"),
                row.getString("conversation_sid"),
                OnConflict.of(row.getString("on_conflict")),
                row.getString("reused_sid"),
                row.getInteger("attempts"),
                row.getInteger("own_attempts"),
                row.getString("failure"),
                Objects.requireNonNull(Times.fromDatabase(row.getOffsetDateTime("created_at"))),
                Requester.of(row.getString("requested_by"), row.getString("requested_role")),
                row.getOffsetDateTime("erased_at") != null,
                owner);
    }
}
