package travel.baboo.messaging.conversation.listing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * Finds the conversations with wanted words, newest activity first.
 *
 * <p>Of everybody's conversations, the first of the list fill a page when a word is common; how common it is is learned from them. What
 * is rarer is looked up, and so is all that a member looks for: first where the latest days were active, then everywhere.
 */
@Singleton
class ConversationSearch {

    /** So many conversations for each that is wanted are looked at first. */
    private static final int GLANCE = 3;

    /** So many, when the glance promises a full page from them. */
    private static final int WALK = 15;

    /** So many with several words: to look them up costs more, since each of them may be common. */
    private static final int LONG_WALK = 50;

    /** PostgreSQL's state of a statement that was broken off. */
    private static final String BROKEN_OFF = "57014";

    private final Pool pool;
    private final long longestSearch;

    ConversationSearch(Pool pool, SearchConfig config) {
        this.pool = pool;
        this.longestSearch = config.longest().toMillis();
    }

    /** Reads in a transaction whose statements are broken off with a problem when one takes too long. */
    <T> Uni<T> bounded(Function<SqlConnection, Uni<T>> search) {
        return pool.withTransaction(search)
                .onFailure(
                        failure -> failure instanceof PgException refusal && BROKEN_OFF.equals(refusal.getSqlState()))
                .transform(tooLong -> new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "The search took too long: more or rarer words make it quicker.",
                        Map.of(),
                        Duration.ofSeconds(5)));
    }

    /** The SIDs of one page, in its order. */
    Uni<String[]> find(SqlConnection connection, ConversationFilter filter, int limit) {
        return prepare(connection, filter)
                .chain(byWord -> filter.everybodys()
                        ? glance(connection, filter, limit, byWord)
                        : lookUpLatest(connection, filter, limit, byWord));
    }

    /** Bounds the statements, and tells whether documents alone show what matches. */
    private Uni<Boolean> prepare(SqlConnection connection, ConversationFilter filter) {
        return connection
                .preparedQuery(
                        """
                        select set_config('statement_timeout', $1::text, true),
                               coalesce(search_by_word(websearch_to_tsquery('simple', $2::text)), false) as by_word
                        """)
                .execute(Tuple.of(Long.toString(longestSearch), filter.text()))
                .map(rows -> rows.iterator().next().getBoolean("by_word"));
    }

    private static Uni<String[]> glance(
            SqlConnection connection, ConversationFilter filter, int limit, boolean byWord) {
        int walk = byWord ? WALK : LONG_WALK;
        return sids(connection, SearchQuery.walk(filter, limit, byWord, GLANCE * limit))
                .chain(glance -> glance.length < limit && glance.length * walk >= GLANCE * limit
                        ? sids(connection, SearchQuery.walk(filter, limit, byWord, walk * limit))
                        : Uni.createFrom().item(glance))
                .chain(walked -> {
                    if (walked.length == limit) {
                        return Uni.createFrom().item(walked);
                    }
                    return byWord
                            ? lookUpLatest(connection, filter, limit, true)
                            : sids(connection, SearchQuery.lookUp(filter, limit, false));
                });
    }

    private static Uni<String[]> lookUpLatest(
            SqlConnection connection, ConversationFilter filter, int limit, boolean byWord) {
        return run(connection, SearchQuery.lookUpLatest(filter, limit, byWord)).chain(row -> {
            String[] sids = row.getArrayOfStrings("sids");
            boolean complete =
                    sids.length == limit || row.getLong("candidates") <= SearchQuery.latest(filter, limit, byWord);
            return complete ? Uni.createFrom().item(sids) : sids(connection, SearchQuery.lookUp(filter, limit, byWord));
        });
    }

    private static Uni<String[]> sids(SqlConnection connection, SearchQuery query) {
        return run(connection, query).map(row -> row.getArrayOfStrings("sids"));
    }

    private static Uni<Row> run(SqlConnection connection, SearchQuery query) {
        return connection.preparedQuery(query.sql()).execute(query.values()).map(rows -> rows.iterator()
                .next());
    }
}
