package travel.baboo.messaging.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.ingest.webhook.SignedWebhooks;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;

/** Twilio gets the answer of conversation-service, and an empty one in time if there is none: an error would reject the message. */
@QuarkusTest
@QuarkusTestResource(value = KafkaTestResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = MessageChecksTest.ConversationService.class, restrictToAnnotatedClass = true)
class MessageChecksTest {

    private static final String PATH = "/api/webhooks/twilio-event";
    private static final String CHANGE = "{\"body\":\"[hidden]\",\"attributes\":\"{}\"}";

    /** What was asked, and what to answer. */
    private static final List<Map.Entry<String, JsonObject>> ASKED = new CopyOnWriteArrayList<>();

    private static volatile String answer = CHANGE;
    private static volatile int status = 200;
    private static volatile boolean silent;

    private final SignedWebhooks webhooks = new SignedWebhooks();

    @Inject
    MeterRegistry meters;

    /** Answers in the place of conversation-service. */
    public static final class ConversationService implements QuarkusTestResourceLifecycleManager {

        private @Nullable Vertx vertx;

        @Override
        public Map<String, String> start() {
            Vertx started = Vertx.vertx();
            vertx = started;
            HttpServer server = started.createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(body -> {
                        ASKED.add(
                                Map.entry(request.path() + " " + request.getHeader("X-Api-Key"), body.toJsonObject()));
                        if (!silent) {
                            request.response().setStatusCode(status).end(answer);
                        }
                    }))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return Map.of(
                    "MESSAGE_CHECK_URL",
                    "http://127.0.0.1:" + server.actualPort(),
                    "MESSAGE_CHECK_KEY",
                    "the-key",
                    "baboo.ingest.message-check.timeout",
                    "4s");
        }

        @Override
        public void stop() {
            if (vertx != null) {
                Objects.requireNonNull(vertx)
                        .close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
            }
        }
    }

    @BeforeEach
    void answerAgain() {
        ASKED.clear();
        answer = CHANGE;
        status = 200;
        silent = false;
    }

    private Response announce(String type, String source, String body) {
        return webhooks.post(
                PATH,
                "Attributes=%7B%7D&Author=ann&Body=" + URLEncoder.encode(body, StandardCharsets.UTF_8)
                        + "&ConversationSid=CH00000000000000000000000000000001&EventType=" + type + "&Source="
                        + source);
    }

    private double counted(String outcome) {
        return meters.get(MessageChecks.CHECKS_METRIC)
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onMessageAdd", "onMessageUpdate"})
    void twilioGetsWhatToChange(String type) {
        double before = counted("changed");

        announce(type, "SMS", "Call 0171 2345678 & ä")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("body", equalTo("[hidden]"))
                .body("attributes", equalTo("{}"));

        assertThat(ASKED).singleElement().satisfies(asked -> {
            assertThat(asked.getKey()).isEqualTo("/api/external/message-checks the-key");
            assertThat(asked.getValue().getMap())
                    .containsOnly(
                            Map.entry("conversationSid", "CH00000000000000000000000000000001"),
                            Map.entry("source", "SMS"),
                            Map.entry("author", "ann"),
                            Map.entry("body", "Call 0171 2345678 & ä"),
                            Map.entry("attributes", "{}"));
        });
        assertThat(counted("changed") - before).isEqualTo(1);
    }

    @Test
    void noChangeIsAnEmptyAnswer() {
        answer = "{}";

        announce("onMessageAdd", "SDK", "Hello").then().statusCode(200).body(emptyString());

        assertThat(ASKED).hasSize(1);
    }

    /** Messages over REST were checked where they come from; others have no text. */
    @Test
    void whatNeedsNoCheckIsAnsweredAtOnce() {
        announce("onMessageAdd", "API", "Hello").then().statusCode(200).body(emptyString());
        announce("onMessageAdd", "SMS", "").then().statusCode(200).body(emptyString());
        announce("onMessageRemove", "SDK", "Hello").then().statusCode(200).body(emptyString());
        announce("onConversationUpdate", "SDK", "Hello").then().statusCode(200).body(emptyString());

        assertThat(ASKED).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void anErrorOfOursRejectsNoMessage(int error) {
        status = error;
        double before = counted("failed");

        announce("onMessageAdd", "SMS", "0171 2345678").then().statusCode(200).body(emptyString());

        assertThat(counted("failed") - before).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON 0171", "[]", "null", "\"0171\""})
    void anAnswerThatIsNoObjectChangesNothing(String wrong) {
        answer = wrong;
        double before = counted("failed");

        announce("onMessageAdd", "SMS", "0171 2345678").then().statusCode(200).body(emptyString());

        assertThat(counted("failed") - before).isEqualTo(1);
    }

    @Test
    void twilioDoesNotWaitForAServiceThatDoesNotAnswer() {
        silent = true;
        double before = counted("failed");

        Response response = announce("onMessageAdd", "SMS", "0171 2345678");

        response.then().statusCode(200).body(emptyString());
        assertThat(Duration.ofMillis(response.time())).isLessThan(Duration.ofSeconds(30));
        assertThat(counted("failed") - before).isEqualTo(1);
    }

    @Test
    void whoIsNotTwilioLearnsNothing() {
        SignedWebhooks.request()
                .contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", "nonsense")
                .body("EventType=onMessageAdd&Body=0171+2345678&ConversationSid=CH1")
                .post(PATH)
                .then()
                .statusCode(403)
                .body(emptyString());

        assertThat(ASKED).isEmpty();
    }
}
