package travel.baboo.messaging.relay;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;

/** Transactions for rare queries of any shape. Queries that run per delivery are limited to index look-ups; here PostgreSQL plans freely. */
public final class AdHocTransactions {

    private static final String SETTINGS =
            """
            set local enable_seqscan = on; set local enable_hashjoin = on; set local enable_mergejoin = on
            """;

    private AdHocTransactions() {}

    /** Runs the work in its own transaction. */
    public static <T> Uni<T> inTransaction(Pool pool, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(
                connection -> connection.query(SETTINGS).execute().chain(() -> work.apply(connection)));
    }
}
