package travel.baboo.messaging.conversation.contactdetail.review;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Mirrored messages to decide on. Each task is claimed under a lease and completed by its owner with the decision. */
@Singleton
class FindingTasks {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final String MESSAGE =
            """
            select m.sid, m.conversation_sid, m.message_index, m.author, m.label, m.source, m.body, m.attributes, m.created_at,
                   exists (select from participant p where p.sid = m.participant_sid and p.address is not null) as from_phone,
                   (select r.role from member r where r.conversation_sid = m.conversation_sid and r.identity = m.author) as role,
                   i.content as inquiry, s.mode,
                   coalesce(a.tag, case when i.requested_role in ('admin', 'bot') then i.content #>> '{attributes,tag}' end) as tag
              from message m
              join conversation c on c.sid = m.conversation_sid and c.removed_at is null
              left join inquiry i on i.id = c.inquiry_id
              left join conversation_attention a on a.conversation_sid = c.sid
              left join contact_detail_setting s on s.conversation_sid = c.sid
             where m.sid = $1 and m.removed_at is null
            """;

    private final Pool pool;

    FindingTasks(Pool pool) {
        this.pool = pool;
    }

    /** @param attempts including this one */
    record Task(String messageSid, String conversationSid, int attempts, UUID owner) {}

    /**
     * A mirrored message and what decides on it.
     *
     * @param mode what was set for the conversation; null for nothing
     * @param tag the conversation's tag; null without one
     */
    record Mirrored(
            String sid,
            String conversationSid,
            long index,
            @Nullable String author,
            @Nullable String label,
            @Nullable String source,
            @Nullable String body,
            @Nullable String attributes,
            Instant createdAt,
            boolean fromPhone,
            @Nullable String role,
            @Nullable JsonObject inquiry,
            @Nullable String mode,
            @Nullable String tag) {}

    /** Finds rows by an array of keys instead of a join: a cached plan from a small table would scan the whole table. */
    Uni<List<Task>> claim(int most) {
        UUID owner = UUID.randomUUID();
        return pool.preparedQuery(
                        """
                        update contact_detail_task set owner = $1, attempts = attempts + 1, due_at = now() + $2 * interval '1 millisecond'
                         where message_sid = any(array(select message_sid from contact_detail_task where due_at <= now()
                                                        order by due_at limit $3 for update skip locked))
                        returning message_sid, conversation_sid, attempts
                        """)
                .execute(Tuple.of(owner, (double) LEASE.toMillis(), (long) most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Task(
                                row.getString("message_sid"),
                                row.getString("conversation_sid"),
                                row.getInteger("attempts"),
                                owner))
                        .toList());
    }

    /** The message; empty if it was removed. */
    Uni<Optional<Mirrored>> message(Task task) {
        return pool.preparedQuery(MESSAGE).execute(Tuple.of(task.messageSid())).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(FindingTasks::mirrored)
                .findFirst());
    }

    private static Mirrored mirrored(Row row) {
        return new Mirrored(
                row.getString("sid"),
                row.getString("conversation_sid"),
                row.getLong("message_index"),
                row.getString("author"),
                row.getString("label"),
                row.getString("source"),
                row.getString("body"),
                row.getString("attributes"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getBoolean("from_phone"),
                row.getString("role"),
                row.getJsonObject("inquiry"),
                row.getString("mode"),
                row.getString("tag"));
    }

    /** Schedules the next attempt. */
    Uni<Void> later(Task task, Duration pause) {
        return pool.preparedQuery(
                        """
                        update contact_detail_task set due_at = now() + $3 * interval '1 millisecond', owner = null
                         where message_sid = $1 and owner = $2
                        """)
                .execute(Tuple.of(task.messageSid(), task.owner(), (double) pause.toMillis()))
                .replaceWithVoid();
    }
}
