package travel.baboo.messaging.sandbox.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How the sandbox listens: HTTP/1.1, with room for webhooks whose form is in the URL. */
public final class Servers {

    private static final int LONGEST_LINE = 300 * 1024;
    private static final int LARGEST_HEADERS = 64 * 1024;
    private static final int TIMEOUT_SECONDS = 30;

    private Servers() {}

    /** A Vert.x with this number of event loops that caches no files. */
    public static Vertx vertx(int eventLoops) {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setWorkerPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /** Waits for a start or a stop. @throws IllegalStateException if it fails or takes longer than 30 s */
    public static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The sandbox failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("The sandbox took longer than 30 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** HTTP/1.1 only: a fault that cuts a connection must not hit other requests that share it. */
    public static HttpServerOptions on(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEADERS);
    }

    /** The same with TLS, and without HTTP/2. */
    public static HttpServerOptions on(String host, TlsConfig tls) {
        return on(host, tls.port())
                .setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(
                        new PfxOptions().setPath(tls.keyStore().toString()).setPassword(tls.password()));
    }
}
