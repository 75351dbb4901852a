package travel.baboo.messaging.conversation.contactdetail.review;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.work.MessageTasks;

/** Mirrored messages to decide on. */
@Singleton
class FindingTasks extends MessageTasks {

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

    FindingTasks(Pool pool, MeterRegistry meters) {
        super(pool, meters, "contact_detail_task");
        this.pool = pool;
    }

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
}
