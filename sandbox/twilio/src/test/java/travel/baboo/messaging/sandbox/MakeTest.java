package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.sandbox.make.MakeHook;

/** Make.com: hooks that receive and misbehave, scenarios that call. */
class MakeTest {

    private static final byte[] KEY = "a key of more than 16 bytes".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension(SandboxConfig.forTests()
            .withMakeHooks(
                    List.of(new MakeHook("open", null, null, null), new MakeHook("signed", SECRET, "make-key", null))));

    @Test
    void aHookAcceptsAndRecords() {
        Reply accepted = post("open", "{\"a\":1}", Map.of("webhook-id", "evt_1", "X-Other", "x"));

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.text()).isEqualTo("Accepted");
        assertThat(accepted.headers().firstValue("Content-Type")).hasValue("text/plain");
        JsonNode delivery = deliveries("open").get(0);
        assertThat(delivery.get("body").asText()).isEqualTo("{\"a\":1}");
        assertThat(delivery.get("webhookId").asText()).isEqualTo("evt_1");
        assertThat(delivery.at("/headers/x-other").asText()).isEqualTo("x");
        assertThat(delivery.get("signature").asText()).isEqualTo("unchecked");
    }

    @Test
    void aSignatureIsVerifiedAmongSeveral() throws GeneralSecurityException {
        String now = Long.toString(Instant.now().getEpochSecond());

        Reply accepted = signed("v1,bm90IHRoaXM= " + sign("evt_1", now, "{}"), now, "make-key");

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(deliveries("signed").get(0).get("signature").asText()).isEqualTo("valid");
    }

    @Test
    void aBadOldOrMissingSignatureOrKeyIsRefused() throws GeneralSecurityException {
        String now = Long.toString(Instant.now().getEpochSecond());
        String old = Long.toString(Instant.now().getEpochSecond() - 301);

        assertThat(signed("v1,bm90IHRoaXM=", now, "make-key").status()).isEqualTo(401);
        assertThat(signed(sign("evt_1", old, "{}"), old, "make-key").status()).isEqualTo(401);
        assertThat(signed(sign("evt_1", now, "{}"), now, "wrong").status()).isEqualTo(401);
        assertThat(post("signed", "{}", Map.of("x-make-apikey", "make-key")).status())
                .isEqualTo(401);
        assertThat(deliveries("signed").stream()
                        .map(delivery -> delivery.get("signature").asText()))
                .containsExactly("invalid", "invalid", "valid", "missing");
        assertThat(hook("signed").at("/counts/taken").asInt()).isZero();
        assertThat(hook("signed").at("/counts/badSignatures").asInt()).isEqualTo(3);
    }

    @Test
    void repeatsAreCountedByWebhookId() {
        for (String id : List.of("evt_1", "evt_2", "evt_1")) {
            post("open", "{}", Map.of("webhook-id", id));
        }

        JsonNode counts = hook("open").get("counts");
        assertThat(counts.get("taken").asInt()).isEqualTo(3);
        assertThat(counts.get("distinct").asInt()).isEqualTo(2);
        assertThat(counts.get("repeats").asInt()).isEqualTo(1);
        assertThat(deliveries("open").get(2).get("repeat").asBoolean()).isTrue();
    }

    @Test
    void deliveriesCanBeReadFromWhereOneStopped() {
        for (String id : List.of("evt_1", "evt_2", "evt_3")) {
            post("open", "{}", Map.of("webhook-id", id));
        }
        String path = "/control/make/hooks/open/deliveries";

        assertThat(ids(path + "?after=1")).containsExactly("evt_2", "evt_3");
        assertThat(ids(path + "?newest=1")).containsExactly("evt_3");
        assertThat(SANDBOX.control("GET", path + "?after=x", null).status()).isEqualTo(400);
    }

    @Test
    void deliveriesAreFoundByTheirConversationAndNumber() {
        post("open", "{\"conversation\":{\"sid\":\"CH1\"}}", Map.of("webhook-id", "evt_1"));
        post("open", "{\"conversation\":{\"sid\":\"CH2\"}}", Map.of("webhook-id", "evt_2"));
        post("open", "no JSON", Map.of("webhook-id", "evt_3"));
        String path = "/control/make/hooks/open/deliveries";

        assertThat(ids(path + "?conversation=CH2")).containsExactly("evt_2");
        assertThat(ids(path + "?conversation=CH2&after=2")).isEmpty();
        assertThat(SANDBOX.control("GET", path + "/3", null).text("webhookId")).isEqualTo("evt_3");
        assertThat(SANDBOX.control("GET", path + "/4", null).status()).isEqualTo(404);
        assertThat(SANDBOX.control("GET", path + "/x", null).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "rate_limited, 429, Too many requests",
        "queue_full, 400, Queue is full",
        "reject, 400, Request rejected by the data structure",
        "gone, 410, There is no scenario listening for this webhook.",
        "fail, 500, Scenario failed to complete."
    })
    void aHookMisbehavesSoManyTimes(String kind, int status, String body) {
        behave(Map.of("kind", kind, "times", 1));

        Reply refused = post("open", "{}", Map.of("webhook-id", "evt_1"));
        Reply accepted = post("open", "{}", Map.of("webhook-id", "evt_1"));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text()).isEqualTo(body);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(hook("open").at("/counts/repeats").asInt())
                .as("a refused one was not taken")
                .isZero();
    }

    @Test
    void withoutANumberItMisbehavesUntilChanged() {
        behave(Map.of("kind", "rate_limited", "retryAfterSeconds", 7));
        for (int i = 0; i < 3; i++) {
            assertThat(post("open", "{}", Map.of()).headers().firstValue("Retry-After"))
                    .hasValue("7");
        }

        behave(Map.of());

        assertThat(post("open", "{}", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aHangingHookTakesTheDeliveryButNeverAnswers() {
        behave(Map.of("kind", "hang", "times", 1));

        assertThatThrownBy(() -> tryToPost(Duration.ofSeconds(2))).isInstanceOf(IOException.class);

        assertThat(hook("open").at("/counts/taken").asInt()).isEqualTo(1);
    }

    @Test
    void aCutConnectionMayComeBeforeTheDeliveryIsTaken() {
        behave(Map.of("kind", "cut", "times", 1, "takes", false));

        assertThatThrownBy(() -> tryToPost(Duration.ofSeconds(5))).isInstanceOf(IOException.class);

        assertThat(hook("open").at("/counts/received").asInt()).isEqualTo(1);
        assertThat(hook("open").at("/counts/taken").asInt()).isZero();
    }

    @Test
    void aTricklingAnswerComesInTheEnd() {
        behave(Map.of("kind", "trickle", "times", 1, "delay", "PT0.2S"));

        Reply slow = post("open", "{}", Map.of());

        assertThat(slow.status()).isEqualTo(200);
        assertThat(slow.text()).isEqualTo(".".repeat(20));
    }

    @Test
    void aRateLimitAnswers429Beyond() {
        SANDBOX.control("PUT", "/control/make/hooks/limited", Map.of("limitPer10Seconds", 2));

        assertThat(post("limited", "{}", Map.of()).status()).isEqualTo(200);
        assertThat(post("limited", "{}", Map.of()).status()).isEqualTo(200);
        assertThat(post("limited", "{}", Map.of()).status()).isEqualTo(429);
    }

    @Test
    void anUnknownHookIsGone() {
        assertThat(post("nowhere", "{}", Map.of()).status()).isEqualTo(410);
        assertThat(SANDBOX.control("GET", "/control/make/hooks/nowhere", null).status())
                .isEqualTo(404);
        assertThat(SANDBOX.control("PUT", "/control/make/hooks/x", Map.of("secret", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aScenarioCallsAnApiAndSaysWhatItAnswered() {
        try (Receiver api = new Receiver()) {
            api.answer(422, "{\"title\":\"no\"}");

            Reply result = SANDBOX.control(
                    "POST",
                    "/control/make/scenarios/post",
                    Map.of(
                            "url",
                            api.url("/api/external/messages"),
                            "apiKey",
                            "key-1",
                            "idempotencyKey",
                            "run-1",
                            "body",
                            Map.of("text", "Hi")));

            assertThat(result.status()).isEqualTo(200);
            assertThat(result.body().get("status").asInt()).isEqualTo(422);
            assertThat(result.text("body")).isEqualTo("{\"title\":\"no\"}");
            Receiver.Request call = api.requests().get(0);
            assertThat(call.body()).isEqualTo("{\"text\":\"Hi\"}");
            assertThat(call.header("X-Api-Key")).isEqualTo("key-1");
            assertThat(call.header("Idempotency-Key")).isEqualTo("run-1");
            assertThat(call.header("Accept")).isNull();
        }
    }

    private static Reply signed(String signature, String timestamp, String apiKey) {
        return post(
                "signed",
                "{}",
                Map.of(
                        "webhook-id", "evt_1",
                        "webhook-timestamp", timestamp,
                        "webhook-signature", signature,
                        "x-make-apikey", apiKey));
    }

    private static String sign(String id, String timestamp, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] content = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
    }

    private static Reply post(String hook, String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return Http.send("POST", SANDBOX.origin() + "/make/hook/" + hook, body, all);
    }

    private static Reply tryToPost(Duration patience) throws IOException {
        return Http.tryToSend("POST", SANDBOX.origin() + "/make/hook/open", "{}", Map.of(), patience);
    }

    private static void behave(Map<String, Object> behavior) {
        assertThat(SANDBOX.control("PUT", "/control/make/hooks/open/behavior", behavior)
                        .status())
                .isEqualTo(200);
    }

    private static List<String> ids(String path) {
        return SANDBOX.items(path).stream()
                .map(delivery -> delivery.get("webhookId").asText())
                .toList();
    }

    private static JsonNode hook(String id) {
        return SANDBOX.control("GET", "/control/make/hooks/" + id, null).body();
    }

    private static List<JsonNode> deliveries(String id) {
        return SANDBOX.items("/control/make/hooks/" + id + "/deliveries");
    }
}
