package travel.baboo.messaging.conversation.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Lets each connection cache its prepared statements: planning takes longer than reading a page.
 */
@Singleton
public class CachingPoolCreator implements PgPoolCreator {

    @Override
    public Pool create(Input input) {
        return caching(input);
    }

    /** A pool whose connections cache all statements, including long ones, which the client does not cache by default. */
    public static Pool caching(Input input) {
        for (PgConnectOptions options : input.pgConnectOptionsList()) {
            options.setCachePreparedStatements(true);
            options.setPreparedStatementCacheSqlFilter(sql -> true);
        }
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
