package travel.baboo.messaging.relay.benchmark;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Hooks that take at once what comes, or never answer. */
final class Receivers implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, LongAdder> taken = new ConcurrentHashMap<>();
    private final HttpServer server;

    Receivers() {
        this.server = vertx.createHttpServer()
                .requestHandler(request -> {
                    String path = request.path();
                    if (path.startsWith("/hang")) {
                        return;
                    }
                    request.body().onSuccess(body -> {
                        taken.computeIfAbsent(path, none -> new LongAdder()).increment();
                        request.response().end("Accepted");
                    });
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    long taken(String path) {
        LongAdder count = taken.get(path);
        return count == null ? 0 : count.sum();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
