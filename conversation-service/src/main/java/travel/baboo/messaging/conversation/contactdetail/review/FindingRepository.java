package travel.baboo.messaging.conversation.contactdetail.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.attention.FoundDetails;
import travel.baboo.messaging.conversation.attention.AttentionConfig;
import travel.baboo.messaging.conversation.contactdetail.HiddenDetail;
import travel.baboo.messaging.conversation.contactdetail.review.FindingTasks.Mirrored;
import travel.baboo.messaging.conversation.work.MessageTasks.Task;

/** Stores findings, each with its event in one transaction, so that every finding is published once. */
@Singleton
class FindingRepository {

    private final Pool pool;
    private final FindingTasks tasks;
    private final ObjectMapper json;
    private final AttentionConfig attention;
    private final Clock clock;

    FindingRepository(Pool pool, FindingTasks tasks, ObjectMapper json, AttentionConfig attention, Clock clock) {
        this.pool = pool;
        this.tasks = tasks;
        this.json = json;
        this.attention = attention;
        this.clock = clock;
    }

    /**
     * A message with contact details that are visible.
     *
     * @param id the same for the same message, outcome and details
     * @param outcome {@code flagged} or {@code missed}
     */
    record Visible(UUID id, String direction, String outcome, List<HiddenDetail> details) {}

    /**
     * Completes a task.
     *
     * @param hidden id of the record of hidden contact details, as the message's attributes say; null for none
     * @param visible the visible contact details; null for none
     * @return the outcomes that are new
     */
    Uni<List<String>> complete(
            Task task, @Nullable Mirrored message, @Nullable UUID hidden, @Nullable Visible visible) {
        List<String> outcomes = new ArrayList<>();
        return pool.withTransaction(connection -> tasks.done(connection, task)
                        .chain(ours -> ours && message != null
                                ? store(connection, message, hidden, visible, outcomes)
                                : Uni.createFrom().voidItem()))
                .replaceWith(outcomes);
    }

    private Uni<Void> store(
            SqlConnection connection,
            Mirrored message,
            @Nullable UUID hidden,
            @Nullable Visible visible,
            List<String> outcomes) {
        return link(connection, message, hidden, outcomes).chain(() -> insert(connection, message, visible, outcomes));
    }

    /** Only our own record of the same conversation counts: a browser can write attributes. */
    private Uni<Void> link(SqlConnection connection, Mirrored message, @Nullable UUID hidden, List<String> outcomes) {
        if (hidden == null) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(
                        """
                        update contact_detail set message_sid = $2, reported = true
                         where id = $1 and conversation_sid = $3 and not reported and coalesce(message_sid, $2) = $2
                        returning id, direction, outcome, details
                        """)
                .execute(Tuple.of(hidden, message.sid(), message.conversationSid()))
                .chain(rows -> publish(connection, message, rows, outcomes));
    }

    private Uni<Void> insert(
            SqlConnection connection, Mirrored message, @Nullable Visible visible, List<String> outcomes) {
        if (visible == null) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(
                        """
                        insert into contact_detail (id, conversation_sid, message_sid, author, direction, outcome, details, reported)
                        values ($1, $2, $3, $4, $5, $6, $7, true)
                        on conflict (id) do nothing
                        returning id, direction, outcome, details
                        """)
                .execute(Tuple.tuple()
                        .addUUID(visible.id())
                        .addString(message.conversationSid())
                        .addString(message.sid())
                        .addString(message.author())
                        .addString(visible.direction())
                        .addString(visible.outcome())
                        .addString(text(visible.details())))
                .chain(rows -> publish(connection, message, rows, outcomes));
    }

    private Uni<Void> publish(SqlConnection connection, Mirrored message, RowSet<Row> rows, List<String> outcomes) {
        if (rows.size() == 0) {
            return Uni.createFrom().voidItem();
        }
        Row row = rows.iterator().next();
        outcomes.add(row.getString("outcome"));
        return connection
                .preparedQuery("insert into attention_outbox (record_key, payload) values ($1, $2)")
                .execute(Tuple.of(message.conversationSid(), text(event(message, row))))
                .replaceWithVoid();
    }

    private AttentionEvent event(Mirrored message, Row row) {
        return AttentionEvent.of(
                message.conversationSid(),
                clock.instant(),
                new FoundDetails(
                        row.getUUID("id").toString(),
                        message.sid(),
                        message.index(),
                        row.getString("direction"),
                        row.getString("outcome"),
                        message.author(),
                        HiddenDetail.read(row.getString("details"), json).stream()
                                .map(detail -> new FoundDetails.Detail(detail.kind(), detail.count()))
                                .toList(),
                        message.createdAt(),
                        attention
                                .link()
                                .map(link -> link.replace("{conversationSid}", message.conversationSid()))
                                .orElse(null)));
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("findings are always JSON", e);
        }
    }
}
