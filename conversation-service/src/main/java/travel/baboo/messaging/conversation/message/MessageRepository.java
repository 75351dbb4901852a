package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.contactdetail.HiddenDetail;
import travel.baboo.messaging.conversation.database.DeliveryStatus;
import travel.baboo.messaging.conversation.database.StoredJson;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.label.AuthorLabels;
import travel.baboo.messaging.conversation.label.LabelFacts;
import travel.baboo.messaging.conversation.label.Locations;

/** Reads messages from the mirror. */
@Singleton
class MessageRepository {

    /**
     * A message counts as edited if it changed more than a second after its creation: Twilio's responses and webhooks for the same message
     * differ by the fraction of a second that responses leave out.
     */
    static final String SELECT =
            """
            select m.sid, m.message_index, m.author, m.body, m.attributes, m.media, m.source, m.created_at, m.channel_metadata,
                   case when m.updated_at >= m.created_at + interval '1 second' then m.updated_at end as edited_at, m.removed_at,
                   %s, i.content as inquiry,
                   (select r.status from delivery_receipt r where r.message_sid = m.sid
                     order by array_position(array['failed', 'undelivered', 'read', 'delivered', 'sent'], r.status)
                     limit 1) as delivery,
                   (select d.details from contact_detail d where d.message_sid = m.sid and d.outcome = 'replaced'
                     order by d.found_at desc limit 1) as hidden
              from message m
              join conversation c on c.sid = m.conversation_sid
              left join inquiry i on i.id = c.inquiry_id
              %s
             where m.conversation_sid = $1
            """
                    .formatted(LabelFacts.COLUMNS, LabelFacts.JOINS);

    private static final String ONE = " and m.sid = $2";
    static final String AFTER = " and m.message_index > $2 order by m.message_index limit $3";
    static final String BEFORE = " and m.message_index < $2 order by m.message_index desc limit $3";

    private final Pool pool;
    private final AuthorLabels labels;
    private final ObjectMapper json;

    MessageRepository(Pool pool, AuthorLabels labels, ObjectMapper json) {
        this.json = json;
        this.pool = pool;
        this.labels = labels;
    }

    /** Messages by ascending index after {@code after}, at most the given number. */
    Uni<List<MessageView>> after(String conversationSid, long after, int limit) {
        return read(AFTER, conversationSid, after, limit);
    }

    /** Messages by descending index before {@code before}, at most the given number. */
    Uni<List<MessageView>> before(String conversationSid, long before, int limit) {
        return read(BEFORE, conversationSid, before, limit);
    }

    Uni<Optional<MessageView>> find(String conversationSid, String sid) {
        return read(ONE, Tuple.of(conversationSid, sid))
                .map(found -> found.stream().findFirst());
    }

    private Uni<List<MessageView>> read(String where, String conversationSid, long index, int limit) {
        return read(where, Tuple.of(conversationSid, index, limit));
    }

    private Uni<List<MessageView>> read(String where, Tuple values) {
        return pool.preparedQuery(SELECT + where).execute(values).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(this::view)
                .toList());
    }

    private MessageView view(Row row) {
        String body = row.getString("body");
        ObjectNode attributes = StoredJson.object(json, row.getString("attributes"));
        return new MessageView(
                row.getString("sid"),
                row.getLong("message_index"),
                row.getString("author"),
                labels.of(LabelFacts.of(row)),
                Locations.body(body, row.getString("channel_metadata"), json),
                attributes,
                MediaView.of(StoredJson.read(json, row.getString("media"))),
                row.getString("source"),
                instant(row, "created_at"),
                Times.fromDatabase(row.getOffsetDateTime("edited_at")),
                Times.fromDatabase(row.getOffsetDateTime("removed_at")),
                DeliveryStatus.find(row.getString("delivery")).orElse(null),
                HiddenDetail.read(row.getString("hidden"), json),
                MessageView.version(body, attributes));
    }

    private static Instant instant(Row row, String column) {
        @Nullable Instant instant = Times.fromDatabase(row.getOffsetDateTime(column));
        return Objects.requireNonNull(instant, column);
    }
}
