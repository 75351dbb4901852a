package travel.baboo.messaging.ingest.check;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.log.LogLimit;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.ingest.signature.Form;

/**
 * Asks what Twilio may publish.
 *
 * <p>Promise: the answer comes within the timeout and never fails. An error of ours must not reject a message: Twilio rejects after a 4xx or
 * 5xx and publishes after an empty 200, as its documentation of pre-event webhooks says.
 */
@Singleton
public class MessageChecks {

    /** Counter: questions about messages; tag {@code outcome}: {@code changed}, {@code unchanged}, {@code failed}. */
    public static final String CHECKS_METRIC = "baboo.ingest.message.checks";

    private static final Logger LOG = Logger.getLogger(MessageChecks.class);
    private static final String UNCHANGED = "";
    private static final String PATH = "/api/external/message-checks";
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final int MAX_CONNECTIONS = 32;
    private static final int MAX_WAITING = 256;

    /** A new message and an edited one; the others have no text. */
    private static final Set<String> EVENTS = Set.of("onMessageAdd", "onMessageUpdate");

    /** Messages over REST are from conversation-service, which has checked them, or from bots. */
    private static final String REST = "API";

    /** The fields of the webhook by their names in the question. */
    private static final Map<String, String> FIELDS = Map.of(
            "conversationSid", "ConversationSid",
            "source", "Source",
            "author", "Author",
            "body", "Body",
            "attributes", "Attributes");

    private final HttpClient client;
    private final @Nullable RequestOptions options;
    private final Duration timeout;
    private final Counter changed;
    private final Counter unchanged;
    private final Counter failed;
    private final LogLimit failures = new LogLimit(1);

    MessageChecks(Vertx vertx, MessageCheckConfig config, MeterRegistry meters) {
        this.timeout = config.timeout();
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("baboo.ingest.message-check.timeout is more than 0 and at most 4s");
        }
        this.options = config.url()
                .map(url -> options(url, config.key().orElse(""), timeout))
                .orElse(null);
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                .setMaxPoolSize(MAX_CONNECTIONS)
                .setMaxWaitQueueSize(MAX_WAITING));
        this.changed = meters.counter(CHECKS_METRIC, "outcome", "changed");
        this.unchanged = meters.counter(CHECKS_METRIC, "outcome", "unchanged");
        this.failed = meters.counter(CHECKS_METRIC, "outcome", "failed");
    }

    private static RequestOptions options(String url, String key, Duration timeout) {
        String origin = Setting.parse("baboo.ingest.message-check.url", url, Setting::origin)
                .toString();
        if (key.isBlank()) {
            throw new IllegalArgumentException("baboo.ingest.message-check.key is needed with the URL");
        }
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(origin + PATH)
                .setTimeout(timeout.toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Api-Key", Setting.secret("baboo.ingest.message-check.key", key));
    }

    void stop(@Observes ShutdownEvent event) {
        client.close();
    }

    /**
     * The answer for Twilio: a JSON object with what to change, or an empty text to publish the message unchanged.
     *
     * @param form the fields of the pre-event webhook
     * @param traceparent the W3C trace context; null without one
     */
    public CompletionStage<String> ask(Form form, @Nullable String traceparent) {
        RequestOptions asked = options;
        if (asked == null || !concerns(form)) {
            return CompletableFuture.completedFuture(UNCHANGED);
        }
        RequestOptions request = new RequestOptions(asked);
        if (traceparent != null) {
            request.putHeader("traceparent", traceparent);
        }
        return client.request(request)
                .compose(created -> send(created, question(form)))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle(this::answer);
    }

    private static boolean concerns(Form form) {
        return EVENTS.contains(form.find("EventType").orElse(""))
                && !REST.equals(form.find("Source").orElse(""))
                && !form.find("Body").orElse("").isBlank()
                && form.find("ConversationSid").isPresent();
    }

    private static Buffer question(Form form) {
        JsonObject question = new JsonObject();
        FIELDS.forEach((name, field) -> form.find(field).ifPresent(value -> question.put(name, value)));
        return question.toBuffer();
    }

    private static Future<JsonObject> send(HttpClientRequest request, Buffer question) {
        return request.send(question).compose(MessageChecks::read);
    }

    private static Future<JsonObject> read(HttpClientResponse response) {
        return response.statusCode() == 200
                ? response.body().map(Buffer::toJsonObject)
                : Future.failedFuture(new IllegalStateException("status " + response.statusCode()));
    }

    private String answer(@Nullable JsonObject answer, @Nullable Throwable failure) {
        if (answer == null) {
            failed.increment();
            failures.tryAcquire()
                    .ifPresent(silent -> LOG.warnf(
                            "cause=%s unlogged=%d What Twilio may publish is not known; the message is published unchanged",
                            cause(failure), silent));
            return UNCHANGED;
        }
        if (answer.isEmpty()) {
            unchanged.increment();
            return UNCHANGED;
        }
        changed.increment();
        return answer.encode();
    }

    /** Without the content of an answer, which a parser's message may quote. */
    private static String cause(@Nullable Throwable failure) {
        return failure == null || failure instanceof DecodeException || failure.getCause() instanceof DecodeException
                ? "the answer is not a JSON object"
                : failure.toString();
    }
}
