package travel.baboo.messaging.relay.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.delivery.NewDelivery.Order;

/**
 * Keeps which messages of each conversation have come, by their index: every one of them, whoever wants it. So a lane's head can tell a
 * message that is still to come from one that its destination does not get.
 */
@Singleton
class MessageIndexes {

    private static final String NOTE =
            """
            with came as (select n.sid, n.index from unnest($1::text[], $2::bigint[]) as n (sid, index)),
            before as (
                 select m.conversation_sid as sid, upper(m.seen) as top from message_order m
                  where m.conversation_sid in (select sid from came)),
            noted as (
                 insert into message_order as m (conversation_sid, seen, updated_at)
                 select sid, range_agg(int8range(index, index + 1)), now() from came group by sid order by sid
                 on conflict (conversation_sid) do update set seen = m.seen + excluded.seen, updated_at = excluded.updated_at
                 returning conversation_sid as sid, seen)
            select came.sid, came.index, came.index > 0 and not noted.seen @> came.index - 1 as gap,
                   coalesce(before.top > came.index + 1, false) as late
              from came join noted on noted.sid = came.sid left join before on before.sid = came.sid
            """;

    private record Key(String conversation, long index) {}

    /** The places of messages, each asked for by its event. */
    static final class Orders {

        private final Map<Key, Order> byKey = new HashMap<>();

        /** Null for what is no message. */
        @Nullable
        Order of(Received received) {
            return received.index()
                    .map(index -> byKey.get(new Key(received.event().key(), index)))
                    .orElse(null);
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
                        long index = row.getLong("index");
                        orders.byKey.put(
                                new Key(row.getString("sid"), index),
                                new Order(index, row.getBoolean("gap"), row.getBoolean("late")));
                    }
                    return orders;
                });
    }
}
