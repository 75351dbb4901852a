package travel.baboo.messaging.conversation.operation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.conversation.database.Times;

/** Looks one text up under every key that it can be. */
@Singleton
class SearchRepository {

    /** The text is $1, the phone's owner $2, the greatest number of rows $3. Each part reads an index. */
    private static final String SEARCH =
            """
            select found.kind, found.id, found.conversation_sid, c.friendly_name, found.detail, found.at
              from (select 'conversation' as kind, sid as id, sid as conversation_sid, state as detail, last_activity_at as at
                      from conversation where sid = $1
                    union all
                    select 'message', sid, conversation_sid, message_index::text, created_at from message where sid = $1
                    union all
                    select 'participant', sid, conversation_sid, coalesce(channel, 'web'), activity_at from participant where sid = $1
                    union all
                    (select 'participant', sid, conversation_sid, coalesce(channel, 'web'), activity_at
                       from participant where identity = $1 and removed_at is null order by activity_at desc limit $3)
                    union all
                    select 'participant', sid, conversation_sid, coalesce(channel, 'web'), activity_at
                      from participant where address = $1 and removed_at is null
                    union all
                    select 'participant', sid, conversation_sid, coalesce(channel, 'web'), activity_at
                      from participant where person = $2 and address <> $1 and removed_at is null
                    union all
                    select 'inquiry', id, conversation_sid, case when completed_at is null then 'open' else 'done' end, created_at
                      from inquiry where id = $1 or person = $2) found
              left join conversation c on c.sid = found.conversation_sid
             where c.removed_at is null
             order by found.at desc nulls last, found.id limit $3
            """;

    private final Pool pool;

    SearchRepository(Pool pool) {
        this.pool = pool;
    }

    /** Exact matches, newest first. */
    Uni<List<SearchItem>> find(SearchKey key, int limit) {
        return pool.preparedQuery(SEARCH)
                .execute(Tuple.of(key.text(), key.person(), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SearchRepository::item)
                        .toList());
    }

    private static SearchItem item(Row row) {
        return new SearchItem(
                row.getString("kind"),
                row.getString("id"),
                row.getString("conversation_sid"),
                row.getString("friendly_name"),
                row.getString("detail"),
                Times.fromDatabase(row.getOffsetDateTime("at")));
    }
}
