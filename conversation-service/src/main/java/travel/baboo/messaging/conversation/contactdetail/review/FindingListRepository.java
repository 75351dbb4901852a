package travel.baboo.messaging.conversation.contactdetail.review;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.conversation.contactdetail.HiddenDetail;
import travel.baboo.messaging.conversation.contactdetail.Originals;
import travel.baboo.messaging.conversation.database.Times;

/** Reads findings for admins. */
@Singleton
class FindingListRepository {

    private final Pool pool;
    private final ObjectMapper json;

    FindingListRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** The findings of a conversation before a position, newest first. */
    Uni<List<FindingView>> before(String conversationSid, Instant before, UUID id, int limit) {
        return pool.preparedQuery(
                        """
                        select id, conversation_sid, message_sid, author, direction, outcome, details, original is not null as kept, found_at
                          from contact_detail
                         where conversation_sid = $1 and (found_at, id) < ($2, $3)
                         order by found_at desc, id desc limit $4
                        """)
                .execute(Tuple.of(conversationSid, Times.toDatabase(before), id, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::view)
                        .toList());
    }

    private FindingView view(Row row) {
        return new FindingView(
                row.getUUID("id"),
                row.getString("conversation_sid"),
                row.getString("message_sid"),
                row.getString("author"),
                row.getString("direction"),
                row.getString("outcome"),
                HiddenDetail.read(row.getString("details"), json),
                row.getBoolean("kept"),
                row.getOffsetDateTime("found_at").toInstant());
    }

    /** The stored original of a finding; empty if there is none. */
    Uni<Optional<Originals.Stored>> original(UUID id) {
        return pool.preparedQuery(
                        "select conversation_sid, key_id, original from contact_detail where id = $1 and original is not null")
                .execute(Tuple.of(id))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> new Originals.Stored(
                                id,
                                row.getString("conversation_sid"),
                                row.getString("key_id"),
                                row.getBuffer("original").getBytes())));
    }
}
