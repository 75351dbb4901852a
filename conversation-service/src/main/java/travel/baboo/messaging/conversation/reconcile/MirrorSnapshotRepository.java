package travel.baboo.messaging.conversation.reconcile;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.Times;

/** Reads a whole conversation from the mirror as of one moment. */
@Singleton
class MirrorSnapshotRepository {

    private final Pool pool;

    MirrorSnapshotRepository(Pool pool) {
        this.pool = pool;
    }

    /** The conversation; empty if the mirror does not have it, or has it as removed. */
    Uni<Optional<MirrorSnapshot>> find(String sid) {
        return pool.withTransaction(connection -> connection
                .query("set transaction isolation level repeatable read read only")
                .execute()
                .chain(() -> rows(connection, "select * from conversation where sid = $1 and removed_at is null", sid))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : readContents(connection, rows.iterator().next()).map(Optional::of)));
    }

    private static Uni<MirrorSnapshot> readContents(SqlConnection connection, Row conversation) {
        String sid = conversation.getString("sid");
        Map<String, MirrorSnapshot.Participant> participants = new HashMap<>();
        Map<String, MirrorSnapshot.Message> messages = new HashMap<>();
        Set<Long> absent = new HashSet<>();
        Set<MirrorSnapshot.Unreported> unreported = new HashSet<>();
        Set<String> sent = new HashSet<>();
        Set<String> sending = new HashSet<>();
        return rows(
                        connection,
                        """
                        select sid, role_sid, attributes, last_read_index, coalesce(updated_at, 'epoch') as updated_at,
                               removed_at is not null as removed
                          from participant where conversation_sid = $1
                        """,
                        sid)
                .invoke(rows -> rows.forEach(row -> participants.put(row.getString("sid"), participant(row))))
                .chain(() -> rows(
                        connection,
                        """
                        select sid, message_index, body, attributes, created_at, coalesce(updated_at, created_at) as updated_at,
                               removed_at is not null as removed,
                               created_at < now() - interval '1 day'
                                 or exists (select from message_way w where w.message_sid = m.sid) as reported,
                               (select jsonb_object_agg(r.sid, r.status) from delivery_receipt r
                                 where r.message_sid = m.sid) as receipts
                          from message m where conversation_sid = $1
                        """,
                        sid))
                .invoke(rows -> rows.forEach(row -> messages.put(row.getString("sid"), message(row))))
                .chain(() ->
                        rows(connection, "select message_index from absent_message where conversation_sid = $1", sid))
                .invoke(rows -> rows.forEach(row -> absent.add(row.getLong("message_index"))))
                .chain(() ->
                        rows(connection, "select event_type, sid from own_change where conversation_sid = $1", sid))
                .invoke(rows -> rows.forEach(row -> unreported.add(
                        new MirrorSnapshot.Unreported(row.getString("event_type"), row.getString("sid")))))
                .chain(() -> rows(
                        connection,
                        "select message_sid, client_id::text as client_id from sent_message where conversation_sid = $1",
                        sid))
                .invoke(rows -> rows.forEach(row -> {
                    boolean known = row.getString("message_sid") != null;
                    (known ? sent : sending).add(row.getString(known ? "message_sid" : "client_id"));
                }))
                .map(done -> conversation(conversation, participants, messages, absent, unreported, sent, sending));
    }

    private static Uni<RowSet<Row>> rows(SqlConnection connection, String sql, String sid) {
        return connection.preparedQuery(sql).execute(Tuple.of(sid));
    }

    private static MirrorSnapshot conversation(
            Row row,
            Map<String, MirrorSnapshot.Participant> participants,
            Map<String, MirrorSnapshot.Message> messages,
            Set<Long> absent,
            Set<MirrorSnapshot.Unreported> unreported,
            Set<String> sent,
            Set<String> sending) {
        Long last = row.getLong("last_message_index");
        return new MirrorSnapshot(
                row.getString("sid"),
                row.getString("service_sid"),
                row.getString("unique_name"),
                row.getString("friendly_name"),
                row.getString("attributes"),
                row.getString("state"),
                Times.fromDatabase(row.getOffsetDateTime("created_at")),
                Times.fromDatabase(row.getOffsetDateTime("updated_at")),
                Times.fromDatabase(row.getOffsetDateTime("state_at")),
                last == null ? -1 : last,
                participants,
                messages,
                absent,
                unreported,
                sent,
                sending);
    }

    private static MirrorSnapshot.Participant participant(Row row) {
        return new MirrorSnapshot.Participant(
                row.getString("role_sid"),
                row.getString("attributes"),
                row.getLong("last_read_index"),
                instant(row, "updated_at"),
                row.getBoolean("removed"));
    }

    private static MirrorSnapshot.Message message(Row row) {
        Map<String, String> receipts = new HashMap<>();
        @Nullable JsonObject known = row.getJsonObject("receipts");
        if (known != null) {
            known.forEach(receipt -> receipts.put(receipt.getKey(), String.valueOf(receipt.getValue())));
        }
        return new MirrorSnapshot.Message(
                row.getLong("message_index"),
                row.getString("body"),
                row.getString("attributes"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getBoolean("removed"),
                row.getBoolean("reported"),
                receipts);
    }

    private static Instant instant(Row row, String column) {
        return Objects.requireNonNull(Times.fromDatabase(row.getOffsetDateTime(column)));
    }
}
