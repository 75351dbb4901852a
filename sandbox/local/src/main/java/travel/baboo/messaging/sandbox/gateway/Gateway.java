package travel.baboo.messaging.sandbox.gateway;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import travel.baboo.messaging.sandbox.http.Answers;
import travel.baboo.messaging.sandbox.http.Failures;
import travel.baboo.messaging.sandbox.http.Servers;

/**
 * Forwards each request to the service of its path. Path, query and body pass untouched, byte for byte, because
 * signatures are made over them. A service that is down or slow is answered with a problem detail: 502, 503 or 504. The services set CORS headers.
 */
final class Gateway extends AbstractVerticle {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    private final GatewayConfig config;
    private final GatewayRoutes routes;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile int port;

    Gateway(GatewayConfig config) {
        this.config = config;
        this.routes = new GatewayRoutes(config);
    }

    /** The port in use, once deployed. */
    int port() {
        return port;
    }

    @Override
    public void start(Promise<Void> started) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(256));
        HttpServer server = vertx.createHttpServer(Servers.on(config.host(), config.port()));
        server.requestHandler(request -> handle(client, request))
                .listen()
                .onSuccess(listening -> port = listening.actualPort())
                .<Void>mapEmpty()
                .recover(failure -> Future.failedFuture(Failures.ofListening(config.host(), config.port(), failure)))
                .onComplete(started);
    }

    private void handle(HttpClient client, HttpServerRequest request) {
        String path = request.path();
        Optional<List<URI>> service = path == null ? Optional.empty() : routes.find(path);
        if (service.isEmpty()) {
            problem(request, 404, "Not found", "No service answers " + path);
        } else {
            request.pause();
            forward(client, request, service.get(), turn.getAndIncrement(), 1);
        }
    }

    /** Instances take turns. If one refuses the connection, the next one gets the request. */
    private void forward(HttpClient client, HttpServerRequest request, List<URI> instances, int index, int attempt) {
        URI service = instances.get(Math.floorMod(index, instances.size()));
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(service.getHost())
                .setPort(service.getPort() < 0 ? 80 : service.getPort())
                .setURI(request.uri());
        client.request(options).onComplete(outgoing -> send(request, outgoing), failure -> {
            if (attempt < instances.size()) {
                forward(client, request, instances, index + 1, attempt + 1);
            } else {
                fail(request, 503, "Service unavailable", "The service of this path is not running.");
            }
        });
    }

    private void send(HttpServerRequest request, HttpClientRequest outgoing) {
        ForwardHeaders.copyRequest(request, outgoing.headers(), port);
        long timer = vertx.setTimer(config.timeout().toMillis(), fired -> {
            fail(request, 504, "Gateway time-out", "The service of this path took too long.");
            outgoing.reset();
        });
        request.response().exceptionHandler(gone -> outgoing.reset());
        outgoing.response()
                .onComplete(
                        answer -> {
                            vertx.cancelTimer(timer);
                            answer(request, answer);
                        },
                        failure -> {
                            vertx.cancelTimer(timer);
                            fail(request, 502, "Bad gateway", "The service of this path broke the connection.");
                        });
        if (!ForwardHeaders.hasBody(request)) {
            request.resume();
            outgoing.end();
        } else {
            if (!outgoing.headers().contains("Content-Length")) {
                outgoing.setChunked(true);
            }
            request.pipeTo(outgoing);
        }
    }

    private void answer(HttpServerRequest request, HttpClientResponse answer) {
        if (request.response().headWritten() || request.response().closed()) {
            return;
        }
        request.response().setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        ForwardHeaders.copyResponse(answer.headers(), request.response().headers());
        if (!request.response().headers().contains("Content-Length")) {
            request.response().setChunked(true);
        }
        answer.pipeTo(request.response())
                .onFailure(broken -> request.connection().close());
    }

    private void fail(HttpServerRequest request, int status, String title, String detail) {
        request.resume();
        problem(request, status, title, detail);
    }

    private void problem(HttpServerRequest request, int status, String title, String detail) {
        if (!request.response().headWritten() && !request.response().closed()) {
            Answers.problem(request.response(), status, title, detail);
        }
    }
}
