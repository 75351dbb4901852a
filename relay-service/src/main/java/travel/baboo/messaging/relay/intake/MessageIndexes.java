package travel.baboo.messaging.relay.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.delivery.NewDelivery.Order;

/**
 * Stores which messages of each conversation have arrived, by index, whether or not a destination gets them. It distinguishes a
 * message that is still to come from one that a destination does not get.
 */
@Singleton
class MessageIndexes {

    /**
     * One row per conversation and no join: with hash and merge joins disabled, the planner would compare each message with every other. Reads
     * earlier messages from the statement's snapshot.
     */
    private static final String NOTE =
            """
            insert into message_order as m (conversation_sid, seen, updated_at)
            select n.sid, range_agg(int8range(n.index, n.index + 1)), now() from unnest($1::text[], $2::bigint[]) as n (sid, index)
             group by n.sid order by n.sid
            on conflict (conversation_sid) do update set seen = m.seen + excluded.seen, updated_at = excluded.updated_at
            returning m.conversation_sid, array(select lower(run) from unnest(m.seen) as run) as starts,
                      (select upper(b.seen) from message_order b where b.conversation_sid = m.conversation_sid) as top_before
            """;

    /**
     * The known messages of a conversation.
     *
     * @param starts the messages after a gap, and the first one
     * @param topBefore the index after the highest known before; null if there was none
     */
    private record Seen(Set<Long> starts, @Nullable Long topBefore) {

        Order place(long index) {
            return new Order(index, index > 0 && starts.contains(index), topBefore != null && topBefore > index + 1);
        }
    }

    /** The positions of messages, by event. */
    static final class Orders {

        private final Map<String, Seen> byConversation = new HashMap<>();

        /** Null for events that are not messages. */
        @Nullable
        Order of(Received received) {
            Seen seen = byConversation.get(received.event().key());
            return seen == null ? null : received.index().map(seen::place).orElse(null);
        }
    }

    /** Records the messages among these events and returns their positions. */
    Uni<Orders> note(SqlConnection connection, List<Received> events) {
        List<Received> messages =
                events.stream().filter(event -> event.index().isPresent()).toList();
        if (messages.isEmpty()) {
            return Uni.createFrom().item(new Orders());
        }
        return connection
                .preparedQuery(NOTE)
                .execute(Tuple.of(
                        messages.stream().map(message -> message.event().key()).toArray(String[]::new),
                        messages.stream()
                                .map(message -> message.index().orElseThrow())
                                .toArray(Long[]::new)))
                .map(rows -> {
                    Orders orders = new Orders();
                    for (Row row : rows) {
                        orders.byConversation.put(
                                row.getString("conversation_sid"),
                                new Seen(Set.of(row.getArrayOfLongs("starts")), row.getLong("top_before")));
                    }
                    return orders;
                });
    }
}
