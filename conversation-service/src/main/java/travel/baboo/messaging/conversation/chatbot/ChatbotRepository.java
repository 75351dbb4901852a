package travel.baboo.messaging.conversation.chatbot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.conversation.database.Times;

/** Keeps who is to answer in a conversation, and whether Twilio is in line with it. */
@Singleton
class ChatbotRepository {

    /** Longer than bringing Twilio in line takes. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Pool pool;
    private final Clock clock;

    ChatbotRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** A change that Twilio must be told of. */
    record Task(String conversationSid, Handler wanted, boolean first, UUID owner) {}

    /**
     * A conversation that the bot is to answer in from the beginning, unless somebody of ours is known to be there already: events come
     * in any order. Nothing happens when that was noticed before.
     */
    Uni<Void> begin(SqlConnection connection, String conversationSid) {
        return connection
                .preparedQuery(
                        """
                        insert into chatbot (conversation_sid, wanted, actual, since)
                        select $1, case when exists (select from participant p join member k
                                                       on k.conversation_sid = p.conversation_sid and k.identity = p.identity
                                                    where p.conversation_sid = $1 and p.removed_at is null and k.role in ('expert', 'admin'))
                                        then 'human' else 'bot' end, 'none', $2
                        on conflict do nothing
                        """)
                .execute(Tuple.of(conversationSid, Times.toDatabase(clock.instant())))
                .replaceWithVoid();
    }

    /** Somebody has joined: when it is one of ours, people answer from now on. */
    Uni<Void> takeOver(SqlConnection connection, String conversationSid, String identity) {
        return connection
                .preparedQuery(
                        """
                        update chatbot set wanted = 'human', since = $2
                         where conversation_sid = $1 and wanted = 'bot'
                           and exists (select from member where conversation_sid = $1 and identity = $3 and role in ('expert', 'admin'))
                        """)
                .execute(Tuple.of(conversationSid, Times.toDatabase(clock.instant()), identity))
                .replaceWithVoid();
    }

    /** Decides who answers; false when that was decided already, so that of two callers one is told. */
    Uni<Boolean> decide(String conversationSid, Handler to) {
        String sql = to == Handler.BOT
                ? """
                  insert into chatbot as b (conversation_sid, wanted, actual, since) values ($1, $2, 'human', $3)
                  on conflict (conversation_sid) do update set wanted = $2, since = $3 where b.wanted <> $2
                  """
                : "update chatbot set wanted = $2, since = $3 where conversation_sid = $1 and wanted <> $2";
        return pool.preparedQuery(sql)
                .execute(Tuple.of(conversationSid, to.text(), Times.toDatabase(clock.instant())))
                .map(result -> result.rowCount() == 1);
    }

    /** Conversations whose Twilio side is not as decided. */
    Uni<List<String>> unsettled() {
        return pool.preparedQuery(
                        """
                        select b.conversation_sid from chatbot b join conversation c on c.sid = b.conversation_sid
                         where b.wanted <> b.actual and (b.leased_until is null or b.leased_until < now())
                           and c.state <> 'closed' and c.removed_at is null
                         order by b.since limit 100
                        """)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("conversation_sid"))
                        .toList());
    }

    /** Claims the work on a conversation, if there is any and nobody else does it. */
    Uni<Optional<Task>> claim(String conversationSid) {
        UUID owner = UUID.randomUUID();
        return pool.preparedQuery(
                        """
                        update chatbot set leased_until = now() + $2 * interval '1 millisecond', lease_owner = $3
                         where conversation_sid = $1 and wanted <> actual and (leased_until is null or leased_until < now())
                        returning wanted, actual
                        """)
                .execute(Tuple.of(conversationSid, (double) LEASE.toMillis(), owner))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(task(conversationSid, rows.iterator().next(), owner)));
    }

    private static Task task(String conversationSid, Row row, UUID owner) {
        return new Task(
                conversationSid,
                Handler.of(row.getString("wanted")),
                row.getString("actual").equals("none"),
                owner);
    }

    /** Twilio is in line with what was wanted when the work was claimed; who has lost the claim says nothing. */
    Uni<Void> settled(Task task) {
        return pool.preparedQuery(
                        """
                        update chatbot set actual = $2, leased_until = null, lease_owner = null
                         where conversation_sid = $1 and lease_owner = $3
                        """)
                .execute(Tuple.of(task.conversationSid(), task.wanted().text(), task.owner()))
                .replaceWithVoid();
    }

    /** The work could not be done; it is free again. */
    Uni<Void> release(Task task) {
        return pool.preparedQuery(
                        "update chatbot set leased_until = null, lease_owner = null where conversation_sid = $1 and lease_owner = $2")
                .execute(Tuple.of(task.conversationSid(), task.owner()))
                .replaceWithVoid();
    }

    /** Who answers; empty for a conversation that never had a bot: there people do. */
    Uni<Optional<HandoverView>> find(String conversationSid) {
        return pool.preparedQuery("select wanted, actual, since from chatbot where conversation_sid = $1")
                .execute(Tuple.of(conversationSid))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(view(conversationSid, rows.iterator().next())));
    }

    private static HandoverView view(String conversationSid, Row row) {
        String wanted = row.getString("wanted").toLowerCase(Locale.ROOT);
        return new HandoverView(
                conversationSid,
                Handler.of(wanted),
                Objects.requireNonNull(Times.fromDatabase(row.getOffsetDateTime("since"))),
                wanted.equals(row.getString("actual")));
    }
}
