package travel.baboo.messaging.relay.network;

import io.netty.handler.timeout.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON to another party's server: to allowed addresses only, with timeouts for connecting and for the whole request, without
 * redirects, and with a limit on the response body.
 */
public final class HttpSender {

    /** The {@link #reason} for a host without allowed addresses. */
    public static final String ADDRESS_FORBIDDEN = "address-forbidden";

    private static final int MAX_ANSWER_LENGTH = 64 * 1024;
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final URI url;
    private final GuardedAddresses addresses;
    private final HttpClient client;

    HttpSender(
            Vertx vertx,
            URI url,
            GuardedAddresses addresses,
            int connections,
            Duration connectTimeout,
            @Nullable TrustOptions trust) {
        this.vertx = vertx;
        this.url = url;
        this.addresses = addresses;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setDecompressionSupported(false)
                // The caller sets the trace context.
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setVerifyHost(true);
        if (trust != null) {
            options.setTrustOptions(trust);
        }
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
    }

    /**
     * A response.
     *
     * @param body its first 64 KB
     * @param retryAfter the header; null if absent
     */
    public record Answer(int status, String body, @Nullable String retryAfter) {}

    /** Sends one POST; fails if no complete response arrives in time. */
    public Uni<Answer> post(Map<String, String> headers, String body, Duration timeout) {
        return Uni.createFrom()
                .completionStage(() -> exchange(headers, body, timeout).toCompletionStage());
    }

    private Future<Answer> exchange(Map<String, String> headers, String body, Duration timeout) {
        Promise<Answer> answer = Promise.promise();
        Exchange exchange = new Exchange(answer);
        // The client's timeout ends with the first byte of the response; a slow trickle must end too.
        long timer = vertx.setTimer(timeout.toMillis(), late -> exchange.fail(new AnswerTimeoutException()));
        addresses
                .find()
                .compose(found -> connect(found, 0, headers))
                .onFailure(exchange::fail)
                .onSuccess(request -> exchange.run(request, body));
        return answer.future().onComplete(done -> vertx.cancelTimer(timer)).onFailure(failure -> addresses.forget());
    }

    /** Connects to the first reachable address. Nothing has been sent before, so the next one may be tried. */
    private Future<HttpClientRequest> connect(List<InetAddress> found, int place, Map<String, String> headers) {
        Future<HttpClientRequest> request = client.request(options(found.get(place), headers));
        return place + 1 == found.size() ? request : request.recover(failure -> connect(found, place + 1, headers));
    }

    private RequestOptions options(InetAddress address, Map<String, String> headers) {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        // The name goes into Host and SNI; the connection uses the checked address.
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(path + query)
                .setFollowRedirects(false)
                .putHeader("Content-Type", "application/json");
        headers.forEach(options::putHeader);
        return options;
    }

    /** The reason, in one word, for a failure without a response. */
    public static String reason(Throwable failure) {
        if (failure instanceof ForbiddenAddressException) {
            return ADDRESS_FORBIDDEN;
        }
        if (failure instanceof AnswerTimeoutException
                || failure instanceof TimeoutException
                || failure instanceof java.util.concurrent.TimeoutException) {
            return "timed-out";
        }
        if (failure instanceof ConnectException || failure instanceof UnknownHostException) {
            return "unreachable";
        }
        if (failure instanceof SSLException) {
            return "tls-failed";
        }
        return "connection-broke";
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Connections end with the process anyway.
    void close() {
        client.close();
    }

    /** A request in progress: the first ending counts. */
    private static final class Exchange {

        private final Promise<Answer> answer;
        private final AtomicBoolean failed = new AtomicBoolean();
        private volatile @Nullable HttpClientRequest request;

        Exchange(Promise<Answer> answer) {
            this.answer = answer;
        }

        void fail(Throwable failure) {
            if (answer.tryFail(failure)) {
                failed.set(true);
                reset();
            }
        }

        private void reset() {
            HttpClientRequest running = request;
            if (running != null) {
                running.reset();
            }
        }

        void run(HttpClientRequest started, String body) {
            request = started;
            if (failed.get()) {
                reset();
                return;
            }
            started.send(Buffer.buffer(body.getBytes(StandardCharsets.UTF_8)))
                    .onFailure(this::fail)
                    .onSuccess(this::read);
        }

        private void read(HttpClientResponse response) {
            Buffer body = Buffer.buffer();
            response.handler(chunk -> {
                int room = MAX_ANSWER_LENGTH - body.length();
                body.appendBuffer(chunk.length() <= room ? chunk : chunk.slice(0, room));
                if (chunk.length() > room && answer.tryComplete(answer(response, body))) {
                    // The limit is reached: the rest is not read.
                    reset();
                }
            });
            response.exceptionHandler(this::fail);
            response.endHandler(end -> answer.tryComplete(answer(response, body)));
        }

        private static Answer answer(HttpClientResponse response, Buffer body) {
            return new Answer(
                    response.statusCode(), body.toString(StandardCharsets.UTF_8), response.getHeader("Retry-After"));
        }
    }

    /** The response was not complete in time. */
    private static final class AnswerTimeoutException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AnswerTimeoutException() {
            super("no whole answer in time", null, false, false);
        }
    }
}
