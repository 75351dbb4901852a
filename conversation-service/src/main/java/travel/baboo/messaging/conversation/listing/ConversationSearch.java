package travel.baboo.messaging.conversation.listing;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/** Searches on connections of their own, whose statements may take so long and no longer. */
@Singleton
class ConversationSearch {

    /** PostgreSQL's state of a statement that was broken off. */
    private static final String BROKEN_OFF = "57014";

    private final Pool connections;

    ConversationSearch(@ReactiveDataSource(SearchConnections.NAME) Pool connections) {
        this.connections = connections;
    }

    /** The rows of so many conversations with the wanted words. A statement that takes too long is broken off with a problem. */
    Uni<RowSet<Row>> find(ConversationFilter filter, int limit) {
        SearchQuery query = new SearchQuery(filter, limit);
        return connections
                .preparedQuery(query.sql())
                .execute(query.values())
                .onFailure(
                        failure -> failure instanceof PgException refusal && BROKEN_OFF.equals(refusal.getSqlState()))
                .transform(tooLong -> new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "The search took too long: more or rarer words make it quicker.",
                        Map.of(),
                        Duration.ofSeconds(5)));
    }
}
