package travel.baboo.messaging.relay.destination;

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
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON to somebody else's server: time-outs for connecting and for the whole, no redirects, no more of the answer than an
 * operator needs to see.
 */
@Singleton
class HttpSender {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int MAX_CONNECTIONS_PER_HOST = 64;
    private static final int MAX_ANSWER_LENGTH = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient client;

    HttpSender(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                        .setKeepAliveTimeout(30),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS_PER_HOST));
    }

    /** Headers of a request. */
    static final class Headers extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;
    }

    /**
     * What came back.
     *
     * @param body its first 64 KB
     * @param retryAfter the header of this name; null without
     */
    record Answer(int status, String body, @Nullable String retryAfter) {}

    /** One POST; fails when no whole answer came in time. */
    Uni<Answer> post(URI url, Headers headers, String body, Duration timeout) {
        return Uni.createFrom()
                .completionStage(() -> start(url, headers, body, timeout).toCompletionStage());
    }

    private Future<Answer> start(URI url, Headers headers, String body, Duration timeout) {
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(url.toString())
                .setMethod(HttpMethod.POST)
                .setFollowRedirects(false)
                .setTimeout(timeout.toMillis());
        options.putHeader("Content-Type", "application/json");
        headers.forEach(options::putHeader);
        return client.request(options).compose(request -> exchange(request, body, timeout));
    }

    private Future<Answer> exchange(HttpClientRequest request, String body, Duration timeout) {
        Promise<Answer> answer = Promise.promise();
        // The client's own time-out ends with the first byte of the answer; a slow trickle must end too.
        long timer = vertx.setTimer(timeout.toMillis(), late -> {
            if (answer.tryFail(new AnswerTimeoutException())) {
                request.reset();
            }
        });
        request.send(Buffer.buffer(body.getBytes(StandardCharsets.UTF_8)))
                .onFailure(answer::tryFail)
                .onSuccess(response -> read(response, answer));
        return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static void read(HttpClientResponse response, Promise<Answer> answer) {
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            int room = MAX_ANSWER_LENGTH - body.length();
            if (room > 0) {
                body.appendBuffer(chunk.length() <= room ? chunk : chunk.slice(0, room));
            }
        });
        response.exceptionHandler(answer::tryFail);
        response.endHandler(end -> answer.tryComplete(new Answer(
                response.statusCode(), body.toString(StandardCharsets.UTF_8), response.getHeader("Retry-After"))));
    }

    /** A short word for a failure that brought no answer. */
    static String reason(Throwable failure) {
        if (failure instanceof AnswerTimeoutException
                || failure instanceof TimeoutException
                || failure instanceof java.util.concurrent.TimeoutException) {
            return "timed-out";
        }
        if (failure instanceof ConnectException || failure instanceof UnknownHostException) {
            return "unreachable";
        }
        return "connection-broke";
    }

    /** The answer did not come whole in time. */
    private static final class AnswerTimeoutException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AnswerTimeoutException() {
            super("no whole answer in time");
        }
    }

    @PreDestroy
    @SuppressWarnings("FutureReturnValueIgnored") // Connections end with the process anyway.
    void close() {
        client.close();
    }
}
