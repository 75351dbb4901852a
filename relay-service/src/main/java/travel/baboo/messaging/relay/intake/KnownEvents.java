package travel.baboo.messaging.relay.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import travel.baboo.messaging.common.event.Origin;

/**
 * Stores which message events have been handled, whether or not a destination got them. Only a message's webhook carries the marks that
 * decide who gets it, so no other copy may decide once it has come. The reconciler's copy of one of our own messages has them too, and
 * counts as the webhook.
 */
@Singleton
class KnownEvents {

    /** Reads from the statement's snapshot what was known before. */
    private static final String NOTE =
            """
            with noted as (
                 insert into known_event as k (event_id, classic, seen_at)
                 select n.id, bool_or(n.classic), now() from unnest($1::text[], $2::boolean[]) as n (id, classic)
                  group by n.id order by n.id
                 on conflict (event_id) do update set classic = true, seen_at = excluded.seen_at
                    where excluded.classic and not k.classic)
            select event_id, classic from known_event where event_id = any($1)
            """;

    /**
     * What has become known of a group's messages.
     *
     * @param handled events whose webhook is in the group or was handled before
     * @param replacing events whose webhook is in the group after another copy was handled
     */
    record Known(Set<String> handled, Set<String> replacing) {

        /** Whether a copy that knows more decides about this one's event. */
        boolean isDecided(Received received) {
            return !isClassic(received) && handled.contains(received.decoded().id());
        }
    }

    /** Records the messages among these events. */
    Uni<Known> note(SqlConnection connection, List<Received> events) {
        List<Received> messages = events.stream().filter(Received::isMessage).toList();
        if (messages.isEmpty()) {
            return Uni.createFrom().item(new Known(Set.of(), Set.of()));
        }
        Set<String> webhooks = new TreeSet<>();
        messages.stream()
                .filter(KnownEvents::isClassic)
                .forEach(received -> webhooks.add(received.decoded().id()));
        return connection
                .preparedQuery(NOTE)
                .execute(Tuple.of(
                        messages.stream()
                                .map(received -> received.decoded().id())
                                .toArray(String[]::new),
                        messages.stream().map(KnownEvents::isClassic).toArray(Boolean[]::new)))
                .map(rows -> known(rows, webhooks));
    }

    private static Known known(Iterable<Row> rows, Set<String> webhooks) {
        Set<String> handled = new HashSet<>(webhooks);
        Set<String> replacing = new TreeSet<>();
        for (Row row : rows) {
            String id = row.getString("event_id");
            if (row.getBoolean("classic")) {
                handled.add(id);
            } else if (webhooks.contains(id)) {
                replacing.add(id);
            }
        }
        return new Known(handled, replacing);
    }

    private static boolean isClassic(Received received) {
        return received.event().origin() == Origin.WEBHOOK
                || received.event().fields().findText("Source").isPresent();
    }
}
