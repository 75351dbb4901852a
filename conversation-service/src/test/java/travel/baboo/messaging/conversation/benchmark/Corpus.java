package travel.baboo.messaging.conversation.benchmark;

import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A mirror full of conversations: three participants each, texts of twelve words that are as unevenly common as words are, half
 * of the messages read. Everything follows from a seed.
 */
final class Corpus {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Pool pool;
    private final int conversations;
    private final int messagesEach;

    Corpus(Pool pool, int conversations, int messagesEach) {
        this.pool = pool;
        this.conversations = conversations;
        this.messagesEach = messagesEach;
    }

    /** Loads what is not there yet: a database that was kept may have it. */
    void load() {
        if (!size().equals(loaded())) {
            loadAnew();
            run("comment on table conversation is '" + size() + "'");
        }
    }

    /**
     * Reads everything once, so that it is in PostgreSQL's memory as with a server that has run for a while: by indexes, because what is
     * read from end to end is not kept there.
     */
    void read() {
        pool.withConnection(connection -> connection
                        .query("set enable_seqscan = off; set enable_indexscan = off")
                        .execute()
                        .chain(() -> connection
                                .query(
                                        """
                                        select count(*) from message where search @@ 'w:*'
                                        """)
                                .execute())
                        .chain(() -> connection
                                .query("set enable_indexscan = on; set enable_bitmapscan = off")
                                .execute())
                        .chain(() -> connection
                                .query(
                                        """
                                        select (select sum(length(body)) from message where sid > ''),
                                               (select count(attributes) from conversation where sid > ''),
                                               (select count(attributes) from participant where sid > '')
                                        """)
                                .execute())
                        .chain(() -> connection
                                .query("reset enable_seqscan; reset enable_indexscan; reset enable_bitmapscan")
                                .execute()))
                .await()
                .atMost(PATIENCE);
    }

    private String size() {
        return conversations + " of " + messagesEach;
    }

    private @Nullable String loaded() {
        return pool.query("select obj_description('conversation'::regclass) as size")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getString("size");
    }

    private void loadAnew() {
        run("truncate conversation, inquiry, outbox, delivery_receipt, phone_contact cascade");
        run("drop index message_by_text");
        run(
                """
                insert into conversation (sid, friendly_name, attributes, state, created_at, updated_at, event_at, checked_at,
                                          check_after, last_message_index, last_activity_at)
                select 'CH' || lpad(to_hex(c), 32, '0'), 'Traveler t' || c || ' - Expert e' || c %% 100, '{}',
                       case when c %% 5 = 0 then 'closed' else 'active' end, t.at, t.at, t.at, now(), now() + interval '1 day',
                       %2$d - 1, t.at
                  from generate_series(1, %1$d) c, lateral (select now() - c * interval '1 minute' as at) t
                """
                        .formatted(conversations, messagesEach));
        run(
                """
                insert into participant (sid, conversation_sid, identity, address, proxy_address, channel, attributes,
                                         last_read_index, created_at, updated_at)
                select 'MB' || lpad(to_hex(c * 4 + p), 32, '0'), 'CH' || lpad(to_hex(c), 32, '0'),
                       case p when 0 then 'e' || c %% 100 || '@example.com' when 1 then 'bot' end,
                       case p when 2 then '+1555' || lpad(c::text, 7, '0') end, case p when 2 then '+15005550006' end,
                       case p when 2 then 'sms' end, '{}', case p when 0 then c %% %2$d end, now(), now()
                  from generate_series(1, %1$d) c, generate_series(0, 2) p
                """
                        .formatted(conversations, messagesEach));
        run("select setseed(0.5)");
        messages();
        run("create index message_by_text on message using gin (search) with (gin_pending_list_limit = 1024)");
        run("vacuum analyze");
    }

    private void messages() {
        run(
                """
                insert into message (sid, conversation_sid, message_index, author, participant_sid, body, created_at, updated_at)
                select 'IM' || lpad(to_hex(c::bigint * 10000 + i), 32, '0'), 'CH' || lpad(to_hex(c), 32, '0'), i,
                       case i %% 2 when 0 then '+1555' || lpad(c::text, 7, '0') else 'e' || c %% 100 || '@example.com' end,
                       'MB' || lpad(to_hex(c * 4 + case i %% 2 when 0 then 2 else 0 end), 32, '0'),
                       (select string_agg('w' || floor(power(random(), 3) * 20000)::int, ' ')
                          from generate_series(1, 12) w where c > 0 and i >= 0),
                       now() - c * interval '1 minute' - (%2$d - i) * interval '1 second',
                       now() - c * interval '1 minute' - (%2$d - i) * interval '1 second'
                  from generate_series(1, %1$d) c, generate_series(0, %2$d - 1) i
                """
                        .formatted(conversations, messagesEach));
    }

    private void run(String sql) {
        pool.query(sql).execute().await().atMost(PATIENCE);
    }
}
