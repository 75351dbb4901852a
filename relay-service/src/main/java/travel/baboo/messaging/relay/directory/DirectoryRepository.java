package travel.baboo.messaging.relay.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;

/** Our copy of {@code conversation.directory}. */
@Singleton
public class DirectoryRepository {

    private final Pool pool;
    private final ObjectMapper json;

    DirectoryRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /**
     * Applies a record: an entry replaces one of an older or the same version, a tombstone deletes it.
     *
     * @param entry null for a tombstone
     */
    record Update(String conversationSid, @Nullable DirectoryEntry entry) {}

    /** Applies the updates in order. */
    Uni<Void> save(List<Update> updates) {
        Map<String, Update> latest = new TreeMap<>();
        updates.forEach(update -> latest.merge(update.conversationSid(), update, DirectoryRepository::newer));
        List<DirectoryEntry> entries = latest.values().stream()
                .flatMap(update -> Stream.ofNullable(update.entry()))
                .toList();
        String[] erased = latest.values().stream()
                .filter(update -> update.entry() == null)
                .map(Update::conversationSid)
                .toArray(String[]::new);
        return pool.withTransaction(connection -> delete(connection, erased).chain(() -> upsert(connection, entries)));
    }

    /** After a tombstone everything is new; otherwise the higher version wins, and of equal ones the later. */
    private static Update newer(Update earlier, Update later) {
        boolean stale = earlier.entry() != null
                && later.entry() != null
                && later.entry().versionOrZero() < earlier.entry().versionOrZero();
        return stale ? earlier : later;
    }

    private static Uni<Void> delete(SqlConnection connection, String[] erased) {
        return erased.length == 0
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery("delete from directory where conversation_sid = any($1)")
                        .execute(Tuple.tuple().addArrayOfString(erased))
                        .replaceWithVoid();
    }

    private Uni<Void> upsert(SqlConnection connection, List<DirectoryEntry> entries) {
        List<Tuple> rows = entries.stream()
                .map(entry -> Tuple.of(entry.conversationSid(), toJson(entry), entry.versionOrZero()))
                .toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(
                                """
                                insert into directory as d (conversation_sid, entry, version, updated_at) values ($1, $2, $3, now())
                                on conflict (conversation_sid) do update
                                    set entry = excluded.entry, version = excluded.version, updated_at = excluded.updated_at
                                  where d.version <= excluded.version
                                """)
                        .executeBatch(rows)
                        .replaceWithVoid();
    }

    /** A conversation's entry; empty if there is none yet. */
    public Uni<Optional<DirectoryEntry>> find(String conversationSid) {
        return find(pool, List.of(conversationSid)).map(found -> Optional.ofNullable(found.get(conversationSid)));
    }

    /** The entries of known conversations among the given. */
    public Uni<Map<String, DirectoryEntry>> find(SqlClient client, Collection<String> conversationSids) {
        return client.preparedQuery(
                        "select conversation_sid, entry::text as entry from directory where conversation_sid = any($1)")
                .execute(Tuple.tuple().addArrayOfString(conversationSids.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, DirectoryEntry> found = new HashMap<>();
                    for (Row row : rows) {
                        found.put(row.getString("conversation_sid"), read(row.getString("entry")));
                    }
                    return found;
                });
    }

    private JsonObject toJson(DirectoryEntry entry) {
        try {
            return new JsonObject(json.writeValueAsString(entry));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a directory entry is always JSON", e);
        }
    }

    /** An entry as stored in the database. */
    public DirectoryEntry read(String entry) {
        try {
            return json.readValue(entry, DirectoryEntry.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept is always an entry", e);
        }
    }
}
