package travel.baboo.messaging.conversation.mirror;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import travel.baboo.messaging.conversation.database.CachingPoolCreator;

/** Makes the mirror's own connections: however much is asked of the service, events go on being taken in, and the other way around. */
@Singleton
@ReactiveDataSource(MirrorConnections.NAME)
class MirrorConnections implements PgPoolCreator {

    static final String NAME = "mirror";

    @Override
    public Pool create(Input input) {
        return CachingPoolCreator.caching(input);
    }
}
