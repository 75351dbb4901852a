package travel.baboo.messaging.relay;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;

/** Transactions for what is seldom run and may look for anything. What is run for every delivery goes by keys; here PostgreSQL reads as it thinks best. */
public final class AdHocTransactions {

    private static final String SETTINGS =
            """
            set local enable_seqscan = on; set local enable_hashjoin = on; set local enable_mergejoin = on
            """;

    private AdHocTransactions() {}

    /** Runs the work in a transaction of its own. */
    public static <T> Uni<T> inTransaction(Pool pool, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(
                connection -> connection.query(SETTINGS).execute().chain(() -> work.apply(connection)));
    }
}
