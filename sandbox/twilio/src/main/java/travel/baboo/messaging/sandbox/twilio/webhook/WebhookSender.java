package travel.baboo.messaging.sandbox.twilio.webhook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookAttempt.Outcome;

/**
 * Sends one webhook: signed, form or query, timed out after five seconds; retried only as often as its target says. Source of what is
 * retried: {@code post_webhook_retry_count} in Twilio's OpenAPI of Chat v2. How long Twilio waits in between is not documented.
 */
public final class WebhookSender {

    private static final long TIMEOUT_MILLIS = 5_000;
    private static final long RETRY_PAUSE_MILLIS = 500;
    private static final Set<Integer> RETRIED = Set.of(429, 503, 504);

    private final Vertx vertx;
    private final Clock clock;
    private final HttpClient client;
    private final TwilioSigner signer;
    private final WebhookLog log;

    public WebhookSender(Vertx vertx, Clock clock, TwilioSigner signer, WebhookLog log) {
        this.vertx = vertx;
        this.clock = clock;
        this.signer = signer;
        this.log = log;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) TIMEOUT_MILLIS), new PoolOptions().setHttp1MaxSize(64));
    }

    /** What the receiver answered; {@code status} 0 and an empty body without an answer. Never fails. */
    Future<Reply> send(WebhookEvent event, WebhookTarget target, String idempotencyToken) {
        return send(event, target, idempotencyToken, 0, log.epoch());
    }

    private Future<Reply> send(WebhookEvent event, WebhookTarget target, String token, int repeats, int epoch) {
        return sendOnce(repeats == 0 ? event : event.retried(repeats), target, token)
                .compose(reply -> {
                    if (repeats >= target.retries() || !reply.isRetried() || epoch != log.epoch()) {
                        return Future.succeededFuture(reply);
                    }
                    return vertx.timer(RETRY_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                            .compose(fired -> epoch == log.epoch()
                                    ? send(event, target, token, repeats + 1, epoch)
                                    : Future.succeededFuture(reply));
                });
    }

    private Future<Reply> sendOnce(WebhookEvent event, WebhookTarget target, String idempotencyToken) {
        Instant start = clock.instant();
        int epoch = log.epoch();
        return exchange(event, target, idempotencyToken)
                .onComplete(
                        reply -> log.add(
                                epoch,
                                event,
                                target,
                                start,
                                took(start),
                                outcome(reply.status()),
                                reply.status(),
                                null),
                        failure -> log.add(
                                epoch, event, target, start, took(start), outcome(failure), null, text(failure)))
                .otherwise(failure -> new Reply(0, "", failure instanceof TimeoutException));
    }

    Future<Reply> send(WebhookEvent event, WebhookTarget target) {
        return send(event, target, UUID.randomUUID().toString());
    }

    /** @param timedOut whether there was no answer in time */
    record Reply(int status, String body, boolean timedOut) {

        boolean isRetried() {
            return timedOut || RETRIED.contains(status);
        }
    }

    private Future<Reply> exchange(WebhookEvent event, WebhookTarget target, String idempotencyToken) {
        boolean post = target.method().equals("POST");
        String url =
                post ? target.url() : withQuery(target.url(), event.fields().encode());
        Promise<Reply> promise = Promise.promise();
        Future<HttpClientRequest> request;
        try {
            request = client.request(new RequestOptions()
                    .setAbsoluteURI(TwilioSigner.bare(url))
                    .setMethod(post ? HttpMethod.POST : HttpMethod.GET));
        } catch (RuntimeException unusableUrl) {
            return Future.failedFuture(unusableUrl);
        }
        long timer = vertx.setTimer(TIMEOUT_MILLIS, fired -> {
            promise.tryFail(new TimeoutException("No answer within 5 s"));
            request.onSuccess(HttpClientRequest::reset);
        });
        request.compose(open -> {
                    head(open, url, post, event, idempotencyToken);
                    return open.send(post ? Buffer.buffer(event.fields().encode()) : Buffer.buffer());
                })
                .compose(response -> response.body()
                        .map(body -> new Reply(response.statusCode(), body.toString(StandardCharsets.UTF_8), false)))
                .onComplete(promise::tryComplete, promise::tryFail);
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void head(HttpClientRequest request, String url, boolean post, WebhookEvent event, String token) {
        request.putHeader("X-Twilio-Signature", post ? signer.sign(url, event.fields()) : signer.sign(url))
                .putHeader("I-Twilio-Idempotency-Token", token)
                .putHeader("User-Agent", "TwilioProxy/1.1")
                .putHeader("Accept", "*/*");
        if (post) {
            request.putHeader("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
        }
        String userInfo = URI.create(url).getUserInfo();
        if (userInfo != null) {
            request.putHeader(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String withQuery(String url, String query) {
        int fragment = url.indexOf('#');
        String base = fragment < 0 ? url : url.substring(0, fragment);
        return base + (base.indexOf('?') < 0 ? "?" : "&") + query;
    }

    private Duration took(Instant start) {
        return Duration.between(start, clock.instant());
    }

    private static Outcome outcome(int status) {
        return status / 100 == 2 ? Outcome.ACCEPTED : Outcome.REFUSED;
    }

    private static Outcome outcome(Throwable failure) {
        return failure instanceof TimeoutException ? Outcome.TIMED_OUT : Outcome.FAILED;
    }

    private static String text(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
