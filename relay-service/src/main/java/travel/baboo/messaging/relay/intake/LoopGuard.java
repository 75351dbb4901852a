package travel.baboo.messaging.relay.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sender.MessageMarks;

/**
 * Counts how many times a conversation's messages pass from scenario to scenario without a person in between.
 *
 * <p>A message from another scenario than the one before adds a hop; a message from a person resets the count. A
 * scenario's own count, in the message's attributes, is used if it is higher; a browser's is not.
 */
@Singleton
class LoopGuard {

    /** Counts stop here, above any setting. */
    private static final int MOST = 1_000;

    private record Trace(long index, @Nullable String via, int hops) {}

    private final ObjectMapper json;

    LoopGuard(ObjectMapper json) {
        this.json = json;
    }

    /** The hops of each event that is a message; none for others, and for streamed ones: without their source they cannot reset the count. */
    Uni<Map<Received, Integer>> count(SqlConnection connection, List<Received> events) {
        List<Received> messages = events.stream()
                .filter(event -> event.index().isPresent() && !event.isStreamed())
                .toList();
        if (messages.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return load(connection, messages).chain(traces -> {
            Map<String, Trace> changed = new TreeMap<>();
            Map<Received, Integer> hops = new HashMap<>();
            messages.forEach(event -> hops.put(event, advance(event, traces, changed)));
            return save(connection, changed).replaceWith(hops);
        });
    }

    private int advance(Received message, Map<String, Trace> traces, Map<String, Trace> changed) {
        MessageMarks marks = MessageMarks.of(message.event().fields(), json);
        @Nullable String via = marks.via().orElse(null);
        String key = message.event().key();
        long index = message.index().orElseThrow();
        @Nullable Trace before = traces.get(key);
        int hops = Math.max(Math.min(MOST, marks.hops()), hops(via, before));
        if (before == null ? via != null : index > before.index() && !isIdle(before, via)) {
            Trace trace = new Trace(index, via, hops);
            traces.put(key, trace);
            changed.put(key, trace);
        }
        return hops;
    }

    /** Nothing to store for messages between people. */
    private static boolean isIdle(Trace before, @Nullable String via) {
        return before.via() == null && via == null;
    }

    private static int hops(@Nullable String via, @Nullable Trace before) {
        if (via == null) {
            return 0;
        }
        if (before == null || before.via() == null) {
            return 1;
        }
        return via.equals(before.via()) ? before.hops() : before.hops() + 1;
    }

    private static Uni<Map<String, Trace>> load(SqlConnection connection, List<Received> messages) {
        String[] keys = messages.stream()
                .map(message -> message.event().key())
                .distinct()
                .toArray(String[]::new);
        return connection
                .preparedQuery(
                        "select conversation_sid, message_index, via, hops from loop_guard where conversation_sid = any($1)")
                .execute(Tuple.tuple().addArrayOfString(keys))
                .map(rows -> {
                    Map<String, Trace> traces = new HashMap<>();
                    for (Row row : rows) {
                        traces.put(
                                row.getString("conversation_sid"),
                                new Trace(row.getLong("message_index"), row.getString("via"), row.getInteger("hops")));
                    }
                    return traces;
                });
    }

    private static Uni<Void> save(SqlConnection connection, Map<String, Trace> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = changed.entrySet().stream()
                .map(entry -> Tuple.of(
                        entry.getKey(),
                        entry.getValue().index(),
                        entry.getValue().via(),
                        entry.getValue().hops()))
                .toList();
        return connection
                .preparedQuery(
                        """
                        insert into loop_guard as l (conversation_sid, message_index, via, hops) values ($1, $2, $3, $4)
                        on conflict (conversation_sid) do update
                            set message_index = excluded.message_index, via = excluded.via, hops = excluded.hops
                          where l.message_index < excluded.message_index
                        """)
                .executeBatch(rows)
                .replaceWithVoid();
    }
}
