package travel.baboo.messaging.conversation.listing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * Finds the conversations with wanted words, newest activity first.
 *
 * <p>A common word fills a page from the first conversations of the list; a rare one is looked up, which costs more the more
 * conversations have it. How common the words are is learned from the first conversations.
 */
@Singleton
class ConversationSearch {

    /** So many conversations for each that is wanted are looked at first. */
    private static final int GLANCE = 5;

    /** So many, when the glance promises a full page from them. */
    private static final int WALK = 50;

    /** PostgreSQL's state of a statement that was broken off. */
    private static final String BROKEN_OFF = "57014";

    private final Pool pool;
    private final long longestSearch;

    ConversationSearch(Pool pool, SearchConfig config) {
        this.pool = pool;
        this.longestSearch = config.longest().toMillis();
    }

    /** Does a search's statements, which are broken off with a problem when one takes too long. */
    <T> Uni<T> bounded(Function<SqlConnection, Uni<T>> search) {
        return pool.withTransaction(connection -> connection
                        .query("set local statement_timeout = " + longestSearch)
                        .execute()
                        .chain(() -> search.apply(connection)))
                .onFailure(
                        failure -> failure instanceof PgException refusal && BROKEN_OFF.equals(refusal.getSqlState()))
                .transform(tooLong -> new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "The search took too long: more or rarer words make it quicker.",
                        Map.of(),
                        Duration.ofSeconds(5)));
    }

    /** The SIDs of one page, in its order. */
    Uni<String[]> find(SqlClient client, ConversationFilter filter, int limit) {
        return run(client, SearchQuery.walk(filter, limit, GLANCE * limit)).chain(glance -> {
            if (glance.length == limit) {
                return Uni.createFrom().item(glance);
            }
            return glance.length * WALK < limit * GLANCE
                    ? run(client, SearchQuery.lookUp(filter, limit))
                    : walk(client, filter, limit);
        });
    }

    private static Uni<String[]> walk(SqlClient client, ConversationFilter filter, int limit) {
        return run(client, SearchQuery.walk(filter, limit, WALK * limit))
                .chain(found -> found.length == limit
                        ? Uni.createFrom().item(found)
                        : run(client, SearchQuery.lookUp(filter, limit)));
    }

    private static Uni<String[]> run(SqlClient client, SearchQuery query) {
        return client.preparedQuery(query.sql()).execute(query.values()).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> row.getString("sid"))
                .toArray(String[]::new));
    }
}
