package travel.baboo.messaging.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import travel.baboo.messaging.sandbox.control.PageSettings;
import travel.baboo.messaging.sandbox.control.World;
import travel.baboo.messaging.sandbox.gateway.Gateway;

/**
 * A running sandbox: Twilio, Make.com, login, control API and page on one port, the gateway on another, both on the
 * loopback interface unless a setting says otherwise. Its memory is touched by one event loop only, so that it needs no locks.
 */
public final class SandboxServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx;
    private final World world;
    private final Gateway gateway;

    private SandboxServer(Vertx vertx, World world, Gateway gateway) {
        this.vertx = vertx;
        this.world = world;
        this.gateway = gateway;
    }

    /** Returns when both ports answer. @throws IllegalStateException if one is taken or the state is unreadable */
    public static SandboxServer start(SandboxConfig config) {
        return start(config, Clock.systemUTC());
    }

    /** As {@link #start(SandboxConfig)}, with the time of the given clock. */
    public static SandboxServer start(SandboxConfig config, Clock clock) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        World world = new World(
                config.host(),
                config.port(),
                config.dataDirectory(),
                config.account(),
                config.makeHooks(),
                new PageSettings(config.gateway().port(), config.sdk()),
                config.tls(),
                config.stream(),
                clock);
        Gateway gateway = new Gateway(config.host(), config.gateway());
        SandboxServer server = new SandboxServer(vertx, world, gateway);
        try {
            await(vertx.deployVerticle(world).compose(deployed -> vertx.deployVerticle(gateway)));
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

    /** {@code http://127.0.0.1:<port>} of the gateway. */
    public String gatewayOrigin() {
        return "http://127.0.0.1:" + gateway.port();
    }

    /** Writes the state and frees the ports. Calling it again does nothing. */
    @Override
    public void close() {
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The sandbox failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("The sandbox took longer than 30 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
