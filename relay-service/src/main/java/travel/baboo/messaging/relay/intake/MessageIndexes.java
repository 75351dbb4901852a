package travel.baboo.messaging.relay.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.delivery.NewDelivery.Order;

/**
 * Stores which messages of each conversation have arrived, by index, whether or not a destination gets them, and which are awaited. It
 * distinguishes a message that is still to come from one that a destination does not get.
 *
 * <p>A missing message is awaited for a configured time, from the arrival of the first message after it. All later messages wait with it,
 * even if a destination does not get the first of them.
 */
@Singleton
class MessageIndexes {

    /**
     * One row per conversation and no join: with hash and merge joins disabled, the planner would compare each message with every other. Reads
     * earlier messages from the statement's snapshot.
     */
    private static final String NOTE =
            """
            insert into message_order as m (conversation_sid, seen, awaited, awaited_since, updated_at)
            select g.sid, g.seen, g.awaited, case when g.awaited <> '{}' then now() end, now()
              from (select n.sid, range_agg(int8range(n.index, n.index + 1)) as seen,
                           int8multirange(int8range(0, max(n.index))) - range_agg(int8range(n.index, n.index + 1)) as awaited
                      from unnest($1::text[], $2::bigint[]) as n (sid, index) group by n.sid) as g
             order by g.sid
            on conflict (conversation_sid) do update set seen = m.seen + excluded.seen, updated_at = excluded.updated_at,
                   awaited = case when m.awaited_since > now() - $3 * interval '1 ms' then m.awaited else '{}' end
                             + excluded.awaited * int8multirange(int8range(upper(m.seen), null)) - excluded.seen,
                   awaited_since = case when excluded.awaited && int8multirange(int8range(upper(m.seen), null)) then now()
                                        else m.awaited_since end
            returning m.conversation_sid, lower(m.awaited) as first_awaited,
                      (select upper(b.seen) from message_order b where b.conversation_sid = m.conversation_sid) as top_before
            """;

    /**
     * The known messages of a conversation.
     *
     * @param firstAwaited the first message that is awaited; null if none is
     * @param topBefore the index after the highest known before; null if there was none
     */
    private record Seen(@Nullable Long firstAwaited, @Nullable Long topBefore) {

        Order place(long index) {
            return new Order(
                    index, firstAwaited != null && firstAwaited < index, topBefore != null && topBefore > index + 1);
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

    private final Duration gapWait;

    @Inject
    MessageIndexes(RelayConfig config) {
        this(config.lanes().gapWait());
    }

    MessageIndexes(Duration gapWait) {
        this.gapWait = gapWait;
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
                                .toArray(Long[]::new),
                        gapWait.toMillis()))
                .map(rows -> {
                    Orders orders = new Orders();
                    for (Row row : rows) {
                        orders.byConversation.put(
                                row.getString("conversation_sid"),
                                new Seen(row.getLong("first_awaited"), row.getLong("top_before")));
                    }
                    return orders;
                });
    }
}
