package travel.baboo.messaging.conversation.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.work.InTurn;

/**
 * Derives a conversation's directory entry and, if it differs from the last published one, adds it to the outbox, in the
 * transaction of the causing change.
 */
@Singleton
public class DirectoryService {

    private final ObjectMapper json;

    DirectoryService(ObjectMapper json) {
        this.json = json;
    }

    /** Refreshes the entries of the given conversations. */
    public Uni<Void> refresh(SqlConnection connection, Collection<String> conversationSids) {
        return InTurn.each(conversationSids, sid -> refresh(connection, sid));
    }

    private Uni<Void> refresh(SqlConnection connection, String conversationSid) {
        return connection
                .preparedQuery(
                        """
                        select c.sid, c.state, c.friendly_name, c.inquiry_id, c.directory, i.content,
                               t.identity as traveler_identity, t.address, t.channel,
                               (select jsonb_agg(jsonb_build_object('identity', m.identity, 'role', m.role, 'name', m.name)
                                                 order by m.identity)
                                  from member m where m.conversation_sid = c.sid and m.role <> 'traveler') as members
                          from conversation c
                          left join inquiry i on i.id = c.inquiry_id
                          left join lateral (
                               select identity, address, channel from participant
                                where conversation_sid = c.sid and removed_at is null and address is not null
                                order by created_at, sid limit 1) t on true
                         where c.sid = $1 and c.removed_at is null
                           for no key update of c
                        """)
                .execute(Tuple.of(conversationSid))
                .chain(rows -> publishIfChanged(connection, rows));
    }

    /** Publishes a tombstone for a removed conversation, which deletes its entry everywhere, and drops its waiting records. */
    public Uni<Void> publishTombstone(SqlConnection connection, String conversationSid) {
        return connection
                .preparedQuery("delete from outbox where topic = $1 and record_key = $2")
                .execute(Tuple.of(DirectoryEntry.TOPIC, conversationSid))
                .chain(() -> connection
                        .preparedQuery("insert into outbox (topic, record_key) values ($1, $2)")
                        .execute(Tuple.of(DirectoryEntry.TOPIC, conversationSid)))
                .replaceWithVoid();
    }

    private Uni<Void> publishIfChanged(SqlConnection connection, RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Uni.createFrom().voidItem();
        }
        Row row = rows.iterator().next();
        JsonObject present = new JsonObject(toJson(entry(row, null)));
        if (present.equals(row.getJsonObject("directory"))) {
            return Uni.createFrom().voidItem();
        }
        String sid = row.getString("sid");
        return connection
                .preparedQuery("update conversation set directory = $2 where sid = $1")
                .execute(Tuple.of(sid, present))
                .chain(() -> connection
                        .query("select nextval(pg_get_serial_sequence('outbox', 'id')) as id")
                        .execute())
                .map(numbered -> numbered.iterator().next().getLong("id"))
                .chain(id -> connection
                        .preparedQuery(
                                "insert into outbox (id, topic, record_key, payload) overriding system value values ($1, $2, $3, $4)")
                        .execute(Tuple.of(id, DirectoryEntry.TOPIC, sid, toJson(entry(row, id)))))
                .replaceWithVoid();
    }

    /** @param version the outbox's sequence number: it increases with every change of a conversation, whose row is locked */
    private static DirectoryEntry entry(Row row, @Nullable Long version) {
        JsonObject content = row.getJsonObject("content");
        JsonObject inquiry = content == null || content.getJsonObject("traveler") == null ? null : content;
        return new DirectoryEntry(
                row.getString("sid"),
                row.getString("inquiry_id"),
                row.getString("friendly_name"),
                row.getString("state"),
                inquiry == null ? travelerFromBinding(row) : travelerFromInquiry(inquiry.getJsonObject("traveler")),
                inquiry == null || inquiry.getJsonObject("expert") == null
                        ? null
                        : expertFromInquiry(inquiry.getJsonObject("expert")),
                members(row.getJsonArray("members")),
                version);
    }

    private static @Nullable List<DirectoryEntry.Member> members(@Nullable JsonArray rows) {
        return rows == null
                ? null
                : rows.stream()
                        .map(JsonObject.class::cast)
                        .map(row -> new DirectoryEntry.Member(
                                row.getString("identity"), row.getString("role"), row.getString("name")))
                        .toList();
    }

    private static DirectoryEntry.@Nullable Traveler travelerFromBinding(Row row) {
        String channel = row.getString("channel");
        return channel == null
                ? null
                : new DirectoryEntry.Traveler(
                        null, channel, row.getString("address"), row.getString("traveler_identity"));
    }

    private static DirectoryEntry.Traveler travelerFromInquiry(JsonObject traveler) {
        return new DirectoryEntry.Traveler(
                traveler.getString("name"),
                traveler.getString("channel"),
                traveler.getString("address"),
                traveler.getString("identity"));
    }

    private static DirectoryEntry.Expert expertFromInquiry(JsonObject expert) {
        return new DirectoryEntry.Expert(expert.getString("identity"), expert.getString("name"));
    }

    private String toJson(DirectoryEntry entry) {
        try {
            return json.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a directory entry is always JSON", e);
        }
    }
}
