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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * Searches messages, conversation names and participant names. Uses its own connections, so that PostgreSQL plans each search for its
 * actual words and cancels those that take too long.
 */
@Singleton
class ConversationSearch {

    /** SQLSTATE of a canceled statement. */
    private static final String BROKEN_OFF = "57014";

    /** The search query is $1. */
    private static final String BY_MESSAGE =
            " and exists (select from message m where m.conversation_sid = c.sid and m.removed_at is null and m.search @@ search_words($1))";

    private static final String BY_NAME = " and c.search @@ search_words($1)";

    /** Forces an index lookup: PostgreSQL has no statistics for names that do not occur. */
    private static final String BY_PARTICIPANT =
            " and c.sid in (select p.conversation_sid from participant p where p.removed_at is null and p.search @@ search_words($1) offset 0)";

    /**
     * The latest matching message, or else the matching name. Reads the conversation's messages from the latest, because the full-text
     * index would be read whole for each conversation. Escapes the text before it marks the matches.
     */
    private static final String PAGE =
            """
            with page as materialized (%1$s order by active_at desc, sid desc limit %2$s)
            select page.sid, hit.message_sid, hit.message_index,
                   ts_headline('unaccented', replace(replace(replace(left(hit.text, 4000), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'),
                               search_words($1), 'StartSel=<mark>, StopSel=</mark>, MinWords=8, MaxWords=24, ShortWord=0') as snippet
              from page cross join lateral (
                   (select m.sid as message_sid, m.message_index, m.body as text, 0 as rank
                      from (select w.sid, w.message_index, w.body, w.search from message w
                             where w.conversation_sid = page.sid and w.removed_at is null order by w.message_index desc offset 0) m
                     where m.search @@ search_words($1)
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

    private final Pool connections;

    ConversationSearch(@ReactiveDataSource(SearchConnections.NAME) Pool connections) {
        this.connections = connections;
    }

    /** A conversation and where it matched. */
    record Found(String sid, ConversationView.Hit hit) {}

    /** The matching conversations, newest activity first. Fails with a problem when the search takes too long. */
    Uni<List<Found>> find(ConversationFilter filter, int limit) {
        Tuple values = Tuple.tuple();
        return connections
                .preparedQuery(sql(filter, limit, values))
                .execute(values)
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

    /** @param values receives the statement's values */
    static String sql(ConversationFilter filter, int limit, Tuple values) {
        values.addString(filter.text());
        Candidates candidates = new Candidates(filter, values);
        String most = "$" + values.addInteger(limit).size();
        String matching = Stream.of(BY_MESSAGE, BY_NAME, BY_PARTICIPANT)
                .map(words -> "(" + candidates.select(words, most) + ")")
                .collect(Collectors.joining(" union "));
        return ConversationDetails.oneLine(PAGE.formatted(matching, most));
    }

    private static Found found(Row row) {
        return new Found(
                row.getString("sid"),
                new ConversationView.Hit(
                        row.getString("message_sid"), row.getLong("message_index"), row.getString("snippet")));
    }
}
