package travel.baboo.messaging.conversation.operation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.operation.ComparisonView.MessageSide;
import travel.baboo.messaging.conversation.operation.ComparisonView.ParticipantSide;
import travel.baboo.messaging.conversation.operation.MirroredConversation.IndexedMessage;

/** Reads conversations with their newest messages from the mirror, each as of one moment. */
@Singleton
class MirroredConversations {

    private static final String CONVERSATION =
            "select friendly_name, unique_name, state, attributes from conversation where sid = $1 and removed_at is null";

    private static final String PARTICIPANTS =
            """
            select sid, identity, address, role_sid, attributes, last_read_index from participant
             where conversation_sid = $1 and removed_at is null order by created_at nulls first, sid
            """;

    private static final String MESSAGES =
            """
            select sid, message_index, author, body, attributes, created_at from message
             where conversation_sid = $1 and message_index >= $2 and removed_at is null order by message_index desc limit $3
            """;

    private final Pool pool;

    MirroredConversations(Pool pool) {
        this.pool = pool;
    }

    /**
     * The conversation, if the mirror has it.
     *
     * @param from the lowest index of its messages
     * @param limit the greatest number of its messages
     */
    Uni<Optional<MirroredConversation>> find(String sid, long from, int limit) {
        return pool.withTransaction(connection -> connection
                .query("set transaction isolation level repeatable read read only")
                .execute()
                .chain(() -> connection.preparedQuery(CONVERSATION).execute(Tuple.of(sid)))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : contents(connection, sid, from, limit, rows.iterator().next())
                                .map(Optional::of)));
    }

    private static Uni<MirroredConversation> contents(
            SqlConnection connection, String sid, long from, int limit, Row conversation) {
        return connection.preparedQuery(PARTICIPANTS).execute(Tuple.of(sid)).chain(participants -> connection
                .preparedQuery(MESSAGES)
                .execute(Tuple.of(sid, from, limit))
                .map(messages -> new MirroredConversation(
                        conversation.getString("friendly_name"),
                        conversation.getString("unique_name"),
                        conversation.getString("state"),
                        conversation.getString("attributes"),
                        participants(participants),
                        messages(messages))));
    }

    private static Map<String, ParticipantSide> participants(Iterable<Row> rows) {
        Map<String, ParticipantSide> participants = new LinkedHashMap<>();
        rows.forEach(row -> participants.put(
                row.getString("sid"),
                new ParticipantSide(
                        row.getString("identity"),
                        row.getString("address"),
                        row.getString("role_sid"),
                        row.getString("attributes"),
                        row.getLong("last_read_index"))));
        return participants;
    }

    private static Map<String, IndexedMessage> messages(Iterable<Row> rows) {
        Map<String, IndexedMessage> messages = new LinkedHashMap<>();
        rows.forEach(row -> messages.put(
                row.getString("sid"),
                new IndexedMessage(
                        row.getLong("message_index"),
                        new MessageSide(
                                row.getString("author"),
                                row.getString("body"),
                                row.getString("attributes"),
                                Objects.requireNonNull(Times.fromDatabase(row.getOffsetDateTime("created_at")))))));
        return messages;
    }
}
