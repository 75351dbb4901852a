package travel.baboo.messaging.sandbox.gateway;

import io.vertx.core.Vertx;
import travel.baboo.messaging.sandbox.http.Servers;

/** A running gateway. */
public final class GatewayServer implements AutoCloseable {

    private final Vertx vertx;
    private final Gateway gateway;

    private GatewayServer(Vertx vertx, Gateway gateway) {
        this.vertx = vertx;
        this.gateway = gateway;
    }

    /** Returns when the port answers. @throws IllegalStateException if it is taken */
    public static GatewayServer start(GatewayConfig config) {
        GatewayServer server = new GatewayServer(Servers.vertx(1), new Gateway(config));
        try {
            Servers.await(server.vertx.deployVerticle(server.gateway));
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
        return server;
    }

    /** {@code http://127.0.0.1:<port>}. */
    public String origin() {
        return "http://127.0.0.1:" + gateway.port();
    }

    /** Frees the port. Calling it again does nothing. */
    @Override
    public void close() {
        Servers.await(vertx.close());
    }
}
