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
 * Keeps which messages of each conversation have come, by their index: every one of them, whoever wants it. So a lane's head can tell a
 * message that is still to come from one that its destination does not get.
 */
@Singleton
class MessageIndexes {

    /**
     * One row a conversation, without a join: the planner may neither hash nor merge, and would compare each message with every other. What
     * was seen before is read as the statement's snapshot has it.
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
     * What has come of a conversation.
     *
     * @param starts the messages before which one is missing, and the first
     * @param topBefore the index after the highest that had come before; null when none had
     */
    private record Seen(Set<Long> starts, @Nullable Long topBefore) {

        Order place(long index) {
            return new Order(index, index > 0 && starts.contains(index), topBefore != null && topBefore > index + 1);
        }
    }

    /** The places of messages, each asked for by its event. */
    static final class Orders {

        private final Map<String, Seen> byConversation = new HashMap<>();

        /** Null for what is no message. */
        @Nullable
        Order of(Received received) {
            Seen seen = byConversation.get(received.event().key());
            return seen == null ? null : received.index().map(seen::place).orElse(null);
        }
    }

    /** Takes note of the messages among these events and returns their places. */
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
