package travel.baboo.messaging.ingest.benchmark;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a door can do at most: reads the body and answers 200. On the same Vert.x as the service, with as many event loops.
 *
 * <p>Argument: the port.
 */
final class BareServer {

    private static final int EVENT_LOOPS = 2 * Runtime.getRuntime().availableProcessors();

    private BareServer() {}

    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        Vertx.vertx()
                .deployVerticle(() -> new Door(port), new DeploymentOptions().setInstances(EVENT_LOOPS))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    Runtime.getRuntime().halt(1);
                });
    }

    private static final class Door extends AbstractVerticle {

        private final int port;

        Door(int port) {
            this.port = port;
        }

        @Override
        public void start() {
            vertx.createHttpServer().requestHandler(Door::answer).listen(port, "127.0.0.1");
        }

        private static void answer(HttpServerRequest request) {
            request.body().onSuccess(body -> request.response().end());
        }
    }
}
