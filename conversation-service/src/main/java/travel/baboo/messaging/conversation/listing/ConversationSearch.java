package travel.baboo.messaging.conversation.listing;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.conversation.database.Times;

/**
 * Finds conversations by words in their messages, their names and the names of their participants, on connections of its own: PostgreSQL
 * plans each search for its very words, common or rare, and breaks off what takes too long.
 */
@Singleton
class ConversationSearch {

    /** PostgreSQL's state of a statement that was broken off. */
    private static final String BROKEN_OFF = "57014";

    /** The wanted words $1, and the list's filter: state $2, behind the position $3 and $4, so many $5. */
    private static final String MATCHING =
            """
            (select c.sid, c.last_activity_at as active_at from %1$s
              where c.removed_at is null and ($2::text is null or c.state = $2)
                and ($3::timestamptz is null or (%2$s) < ($3, $4::text)) and %3$s
              order by %4$s limit $5)
            """;

    private static final String BY_MESSAGE =
            "exists (select from message m where m.conversation_sid = c.sid and m.removed_at is null and m.search @@ search_words($1))";

    private static final String BY_NAME = "c.search @@ search_words($1)";

    private static final String BY_PARTICIPANT =
            "exists (select from participant p where p.conversation_sid = c.sid and p.removed_at is null and p.search @@ search_words($1))";

    /** The latest message with the words, or else the name. Its text is made safe for HTML before the words in it are marked. */
    private static final String PAGE =
            """
            with page as materialized (%s order by active_at desc, sid desc limit $5)
            select page.sid, hit.message_sid, hit.message_index,
                   ts_headline('unaccented', replace(replace(replace(left(hit.text, 4000), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'),
                               search_words($1), 'StartSel=<mark>, StopSel=</mark>, MinWords=8, MaxWords=24, ShortWord=0') as snippet
              from page cross join lateral (
                   (select m.sid as message_sid, m.message_index, m.body as text, 0 as rank from message m
                     where m.conversation_sid = page.sid and m.removed_at is null and m.search @@ search_words($1)
                     order by m.message_index desc limit 1)
                   union all
                   select null, null, c.friendly_name, 1 from conversation c where c.sid = page.sid and c.search @@ search_words($1)
                   union all
                   (select null, null, participant_name(p.attributes), 2 from participant p
                     where p.conversation_sid = page.sid and p.removed_at is null and p.search @@ search_words($1)
                     order by p.sid limit 1)
                   order by rank limit 1) hit
             order by page.active_at desc, page.sid desc
            """;

    private static final String EVERYBODYS = page("conversation c", "c.last_activity_at, c.sid", "");

    /** Of the identity $6; only those with unread messages when $7. */
    private static final String MINE = page(
            "participant me join conversation c on c.sid = me.conversation_sid",
            "me.activity_at, me.conversation_sid",
            " and me.identity = $6 and me.removed_at is null" + ConversationDetails.FIRST_MEMBERSHIP
                    + " and (not $7::boolean or exists (" + PageQuery.unread("$6") + "))");

    private final Pool connections;

    ConversationSearch(@ReactiveDataSource(SearchConnections.NAME) Pool connections) {
        this.connections = connections;
    }

    /** A conversation and where the words are. */
    record Found(String sid, ConversationView.Hit hit) {}

    /** So many conversations with the wanted words, newest activity first. A search that takes too long is broken off with a problem. */
    Uni<List<Found>> find(ConversationFilter filter, int limit) {
        return connections
                .preparedQuery(sql(filter))
                .execute(values(filter, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ConversationSearch::found)
                        .toList())
                .onFailure(
                        failure -> failure instanceof PgException refusal && BROKEN_OFF.equals(refusal.getSqlState()))
                .transform(tooLong -> new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "The search took too long: more or rarer words make it quicker.",
                        Map.of(),
                        Duration.ofSeconds(5)));
    }

    static String sql(ConversationFilter filter) {
        return filter.everybodys() ? EVERYBODYS : MINE;
    }

    static Tuple values(ConversationFilter filter, int limit) {
        ConversationFilter.Position before = filter.before();
        Tuple values = Tuple.tuple()
                .addString(filter.text())
                .addString(filter.state())
                .addOffsetDateTime(before == null ? null : Times.toDatabase(before.lastActivityAt()))
                .addString(before == null ? null : before.sid())
                .addInteger(limit);
        return filter.everybodys()
                ? values
                : values.addString(filter.identity()).addBoolean(filter.unread());
    }

    private static String page(String source, String position, String mine) {
        String order = position.replace(",", " desc,") + " desc";
        List<String> branches = List.of(BY_MESSAGE, BY_NAME, BY_PARTICIPANT).stream()
                .map(matches -> MATCHING.formatted(source, position, matches + mine, order))
                .toList();
        return ConversationDetails.oneLine(PAGE.formatted(String.join("union", branches)));
    }

    private static Found found(Row row) {
        return new Found(
                row.getString("sid"),
                new ConversationView.Hit(
                        row.getString("message_sid"), row.getLong("message_index"), row.getString("snippet")));
    }
}
