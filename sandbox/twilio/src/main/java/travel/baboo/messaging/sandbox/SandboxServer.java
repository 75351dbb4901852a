package travel.baboo.messaging.sandbox;

import io.vertx.core.Vertx;
import java.time.Clock;
import travel.baboo.messaging.sandbox.control.PageSettings;
import travel.baboo.messaging.sandbox.control.World;
import travel.baboo.messaging.sandbox.http.Servers;

/**
 * A running sandbox: Twilio, Make.com, login, control API and page on one port of the
 * loopback interface unless a setting says otherwise. Only one event loop accesses its state, so that it needs no locks.
 */
public final class SandboxServer implements AutoCloseable {

    private final Vertx vertx;
    private final World world;

    private SandboxServer(Vertx vertx, World world) {
        this.vertx = vertx;
        this.world = world;
    }

    /** Returns when the port answers. @throws IllegalStateException if it is taken or the state is unreadable */
    public static SandboxServer start(SandboxConfig config) {
        return start(config, Clock.systemUTC());
    }

    /** As {@link #start(SandboxConfig)}, with the given clock. */
    public static SandboxServer start(SandboxConfig config, Clock clock) {
        Vertx vertx = Servers.vertx(2);
        World world = new World(
                config.host(),
                config.port(),
                config.dataDirectory(),
                config.account(),
                config.makeHooks(),
                new PageSettings(config.gatewayPort(), config.sdk()),
                config.tls(),
                config.stream(),
                config.webhookRetries(),
                clock);
        SandboxServer server = new SandboxServer(vertx, world);
        try {
            Servers.await(vertx.deployVerticle(world));
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
        return server;
    }

    /** {@code http://127.0.0.1:<port>}: base of Twilio's APIs, {@code /make}, {@code /login}, {@code /control}. */
    public String twilioOrigin() {
        return world.origin();
    }

    /** {@code https://127.0.0.1:<port>} of the same with TLS. @throws IllegalStateException if no TLS is configured */
    public String tlsOrigin() {
        return world.tlsOrigin();
    }

    /** Writes the state and frees the ports. Calling it again does nothing. */
    @Override
    public void close() {
        Servers.await(vertx.close());
    }
}
