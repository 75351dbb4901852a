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
 * Finds conversations by words in their messages, their names and the names of their participants, on connections of its own: PostgreSQL
 * plans each search for its very words, common or rare, and breaks off what takes too long.
 */
@Singleton
class ConversationSearch {

    /** PostgreSQL's state of a statement that was broken off. */
    private static final String BROKEN_OFF = "57014";

    /** The wanted words are $1. */
    private static final String BY_MESSAGE =
            " and exists (select from message m where m.conversation_sid = c.sid and m.removed_at is null and m.search @@ search_words($1))";

    private static final String BY_NAME = " and c.search @@ search_words($1)";

    /** Looked up and never walked: of names that nobody has PostgreSQL's statistics know nothing. */
    private static final String BY_PARTICIPANT =
            " and c.sid in (select p.conversation_sid from participant p where p.removed_at is null and p.search @@ search_words($1) offset 0)";

    /**
     * The latest message with the words, or else the name. A conversation's messages are looked through from the latest: the index of words
     * would be read whole for each. The text is made safe for HTML before the words in it are marked.
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

    /** A conversation and where the words are. */
    record Found(String sid, ConversationView.Hit hit) {}

    /** So many conversations with the wanted words, newest activity first. A search that takes too long is broken off with a problem. */
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

    /** @param values is given the statement's */
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
