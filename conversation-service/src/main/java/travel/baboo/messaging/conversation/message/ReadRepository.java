package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads read horizons and unread counts from the mirror. */
@Singleton
class ReadRepository {

    private final Pool pool;

    ReadRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * A membership of a conversation.
     *
     * @param lastIndex the index of the latest message; null if there is none
     */
    record Membership(String participantSid, @Nullable Long lastReadIndex, @Nullable Long lastIndex) {}

    Uni<Optional<Membership>> find(String conversationSid, String identity) {
        return pool.preparedQuery(
                        """
                        select p.sid, p.last_read_index,
                               (select max(m.message_index) from message m where m.conversation_sid = $1) as last_index
                          from participant p
                         where p.conversation_sid = $1 and p.identity = $2 and p.removed_at is null order by p.sid limit 1
                        """)
                .execute(Tuple.of(conversationSid, identity))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(membership(rows.iterator().next())));
    }

    private static Membership membership(Row row) {
        return new Membership(row.getString("sid"), row.getLong("last_read_index"), row.getLong("last_index"));
    }

    /** The unread count of an identity over all conversations, up to a limit. */
    Uni<UnreadView> unread(String identity) {
        return pool.preparedQuery(
                        """
                        select count(*) as messages, count(distinct unread.conversation_sid) as conversations
                          from (select u.conversation_sid
                                  from participant me join conversation c on c.sid = me.conversation_sid and c.removed_at is null
                                 cross join lateral (
                                       select m.conversation_sid from message m
                                        where m.conversation_sid = c.sid and m.removed_at is null
                                          and m.message_index > coalesce(me.last_read_index, -1) and m.author is distinct from $1
                                        limit $2) u
                                 where me.identity = $1 and me.removed_at is null
                                   and not exists (select from participant twin where twin.identity = me.identity
                                                      and twin.conversation_sid = me.conversation_sid and twin.removed_at is null
                                                      and twin.sid < me.sid)
                                 limit $2) unread
                        """)
                .execute(Tuple.of(identity, UnreadView.MOST))
                .map(rows -> rows.iterator().next())
                .map(row -> new UnreadView(row.getLong("messages"), row.getLong("conversations")));
    }
}
