package travel.baboo.messaging.conversation.listing;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
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

    private final Pool connections;

    ConversationSearch(@ReactiveDataSource(SearchConnections.NAME) Pool connections) {
        this.connections = connections;
    }

    /** Reads on connections whose statements are broken off with a problem when one takes too long. */
    <T> Uni<T> bounded(Function<SqlClient, Uni<T>> search) {
        return search.apply(connections)
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
        return filter.everybodys() ? glance(client, filter, limit) : lookUpLatest(client, filter, limit);
    }

    private static Uni<String[]> glance(SqlClient client, ConversationFilter filter, int limit) {
        return run(client, SearchQuery.walk(filter, limit, GLANCE * limit)).chain(row -> {
            String[] glance = row.getArrayOfStrings("sids");
            if (glance.length == limit) {
                return Uni.createFrom().item(glance);
            }
            boolean byWord = row.getBoolean("by_word");
            int walk = byWord ? WALK : LONG_WALK;
            if (glance.length * walk < GLANCE * limit) {
                return lookUp(client, filter, limit, byWord);
            }
            return sids(client, SearchQuery.walk(filter, limit, walk * limit))
                    .chain(walked -> walked.length == limit
                            ? Uni.createFrom().item(walked)
                            : lookUp(client, filter, limit, byWord));
        });
    }

    /** With several words, most of the latest documents may have them in different messages: the messages themselves are looked up. */
    private static Uni<String[]> lookUp(SqlClient client, ConversationFilter filter, int limit, boolean byWord) {
        return byWord ? lookUpLatest(client, filter, limit) : sids(client, SearchQuery.lookUpMessages(filter, limit));
    }

    private static Uni<String[]> lookUpLatest(SqlClient client, ConversationFilter filter, int limit) {
        return run(client, SearchQuery.lookUpLatest(filter, limit)).chain(row -> {
            String[] sids = row.getArrayOfStrings("sids");
            return sids.length == limit || row.getBoolean("complete")
                    ? Uni.createFrom().item(sids)
                    : sids(client, SearchQuery.lookUp(filter, limit));
        });
    }

    private static Uni<String[]> sids(SqlClient client, SearchQuery query) {
        return run(client, query).map(row -> row.getArrayOfStrings("sids"));
    }

    private static Uni<Row> run(SqlClient client, SearchQuery query) {
        return client.preparedQuery(query.sql()).execute(query.values()).map(rows -> rows.iterator()
                .next());
    }
}
