package travel.baboo.messaging.conversation.operation;

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
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.conversation.database.DeliveryStatus;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.label.AuthorLabels;
import travel.baboo.messaging.conversation.label.LabelFacts;
import travel.baboo.messaging.conversation.mirror.MessageWays;
import travel.baboo.messaging.conversation.operation.MessageJourneyView.Receipt;

/** Reads what the mirror knows of a message's way. */
@Singleton
class MessageJourneyRepository {

    private static final String MESSAGE =
            """
            select m.sid, m.conversation_sid, m.message_index, m.created_at, m.source, m.removed_at is not null as removed,
                   coalesce(w.ways, 0) as ways, w.occurred_at, w.received_at, w.published_at, w.seen_at,
                   (select min(s.created_at) from sent_message s
                     where s.conversation_sid = m.conversation_sid and s.message_sid = m.sid) as requested_at,
                   %s, i.content as inquiry
              from message m
              join conversation c on c.sid = m.conversation_sid and c.removed_at is null
              left join inquiry i on i.id = c.inquiry_id
              left join message_way w on w.message_sid = m.sid
              %s
             where m.sid = $1
            """
                    .formatted(LabelFacts.COLUMNS, LabelFacts.JOINS);

    private static final String RECEIPTS =
            """
            select r.participant_sid, p.channel, r.status, r.error_code, r.updated_at
              from delivery_receipt r left join participant p on p.sid = r.participant_sid
             where r.message_sid = $1 order by r.updated_at, r.sid
            """;

    private final Pool pool;
    private final AuthorLabels labels;

    MessageJourneyRepository(Pool pool, AuthorLabels labels) {
        this.pool = pool;
        this.labels = labels;
    }

    Uni<Optional<MessageJourneyView>> find(String messageSid) {
        return pool.preparedQuery(MESSAGE)
                .execute(Tuple.of(messageSid))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : receipts(messageSid)
                                .map(receipts ->
                                        Optional.of(view(rows.iterator().next(), receipts))));
    }

    private Uni<List<Receipt>> receipts(String messageSid) {
        return pool.preparedQuery(RECEIPTS).execute(Tuple.of(messageSid)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .flatMap(row ->
                        DeliveryStatus.find(row.getString("status")).map(status -> receipt(row, status)).stream())
                .toList());
    }

    private static Receipt receipt(Row row, DeliveryStatus status) {
        return new Receipt(
                row.getString("participant_sid"),
                row.getString("channel"),
                status,
                row.getString("error_code"),
                Objects.requireNonNull(instant(row, "updated_at")));
    }

    private MessageJourneyView view(Row row, List<Receipt> receipts) {
        String sid = row.getString("sid");
        return new MessageJourneyView(
                sid,
                row.getString("conversation_sid"),
                row.getLong("message_index"),
                Objects.requireNonNull(instant(row, "created_at")),
                labels.of(LabelFacts.of(row)),
                row.getString("source"),
                row.getBoolean("removed"),
                EventType.MESSAGE_ADDED.onlyId(sid),
                MessageWays.names(row.getInteger("ways")),
                instant(row, "requested_at"),
                instant(row, "occurred_at"),
                instant(row, "received_at"),
                instant(row, "published_at"),
                instant(row, "seen_at"),
                receipts);
    }

    private static @Nullable Instant instant(Row row, String column) {
        return Times.fromDatabase(row.getOffsetDateTime(column));
    }
}
