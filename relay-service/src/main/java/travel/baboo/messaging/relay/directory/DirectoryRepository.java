package travel.baboo.messaging.relay.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import travel.baboo.messaging.common.directory.DirectoryEntry;

/** Our copy of {@code conversation.directory}. */
@Singleton
public class DirectoryRepository {

    private final Pool pool;
    private final ObjectMapper json;
    private final Clock clock;

    DirectoryRepository(Pool pool, ObjectMapper json, Clock clock) {
        this.pool = pool;
        this.json = json;
        this.clock = clock;
    }

    /** Keeps the entries; a later one of a conversation replaces an earlier one. */
    Uni<Void> save(List<DirectoryEntry> entries) {
        Map<String, DirectoryEntry> latest = new HashMap<>();
        entries.forEach(entry -> latest.put(entry.conversationSid(), entry));
        List<Tuple> rows = latest.values().stream()
                .map(entry -> Tuple.of(
                        entry.conversationSid(), toJson(entry), clock.instant().atOffset(ZoneOffset.UTC)))
                .toList();
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(
                        """
                        insert into directory (conversation_sid, entry, updated_at) values ($1, $2, $3)
                        on conflict (conversation_sid) do update set entry = excluded.entry, updated_at = excluded.updated_at
                        """)
                .executeBatch(rows)
                .replaceWithVoid();
    }

    /** A conversation's entry; empty when nobody has told yet. */
    public Uni<Optional<DirectoryEntry>> find(String conversationSid) {
        return find(pool, List.of(conversationSid)).map(found -> Optional.ofNullable(found.get(conversationSid)));
    }

    /** The entries of those conversations that are known. */
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

    /** An entry as the database keeps it. */
    public DirectoryEntry read(String entry) {
        try {
            return json.readValue(entry, DirectoryEntry.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept is always an entry", e);
        }
    }
}
