package travel.baboo.messaging.conversation.listing;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import travel.baboo.messaging.conversation.database.CachingPoolCreator;

/** Connections for searches, with a statement timeout. */
@Singleton
@ReactiveDataSource(SearchConnections.NAME)
class SearchConnections implements PgPoolCreator {

    static final String NAME = "search";

    private final SearchConfig config;

    SearchConnections(SearchConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        String longest = Long.toString(config.longest().toMillis());
        input.pgConnectOptionsList().forEach(options -> options.addProperty("statement_timeout", longest));
        return CachingPoolCreator.caching(input);
    }
}
