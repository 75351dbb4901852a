package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Several hooks with wishes of their own. */
@QuarkusTest
@TestProfile(HooksTest.Several.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class HooksTest extends RelayTestBase {

    private static final String OLD_SECRET = "whsec_b2xkLXNlY3JldC1vZi10aGUtcGFydG5lci1ob29r";
    private static final String NEW_SECRET = "whsec_bmV3LXNlY3JldC1vZi10aGUtcGFydG5lci1ob29r";

    public static final class Several implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>();
            String hook = "${" + SandboxTestResource.ORIGIN + "}/make/hook/";
            settings.put("baboo.relay.make.partner.url", hook + "partner");
            settings.put("baboo.relay.make.partner.secrets", NEW_SECRET + "," + OLD_SECRET);
            settings.put("baboo.relay.make.partner.retry-schedule", "50ms,50ms,50ms,50ms,50ms,50ms");
            settings.put("baboo.relay.make.partner.rate-limit", "0");
            settings.put("baboo.relay.make.audit.url", hook + "audit");
            settings.put("baboo.relay.make.audit.events", "*");
            settings.put("baboo.relay.make.audit.roles", "expert,bot");
            settings.put("baboo.relay.make.audit.sources", "SDK,API");
            settings.put("baboo.relay.make.audit.api-key", "audit-key");
            settings.put("baboo.relay.make.audit.retry-schedule", String.join(",", Collections.nCopies(60, "300ms")));
            settings.put("baboo.relay.make.slow.url", hook + "slow");
            settings.put("baboo.relay.make.slow.roles", "expert");
            settings.put("baboo.relay.make.slow.rate-limit", "20");
            settings.put("baboo.relay.make.slow.rate-period", "1s");
            settings.put("baboo.relay.circuit.window", "3s");
            settings.put("baboo.relay.lanes.heartbeat", "200ms");
            return settings;
        }
    }

    @BeforeEach
    void hooksAreThere() {
        hook("partner", Map.of("secret", OLD_SECRET));
        hook("audit", Map.of("apiKey", "audit-key"));
        hook("slow", Map.of());
        List.of("partner", "audit", "slow").forEach(name -> admin().post("/api/destinations/" + name + "/resume")
                .then()
                .statusCode(200));
        directory("sms", "+15551230001");
    }

    @AfterEach
    void hooksAccept() {
        List.of("partner", "audit", "slow").forEach(name -> hookAnswers(name, Map.of()));
    }

    private void hook(String name, Map<String, Object> settings) {
        sandbox().body(settings).put(hookPath(name)).then().statusCode(200);
    }

    @Test
    void whileASecretIsReplacedTheReceiverMayHoldEither() {
        expertWrites(0, "old");
        await().atMost(PATIENCE).until(() -> takenBy("partner").size() == 1);
        hook("partner", Map.of("secret", NEW_SECRET));
        expertWrites(1, "new");
        await().atMost(PATIENCE).until(() -> takenBy("partner").size() == 2);
        assertThat(takenBy("partner")).allMatch(taken -> "valid".equalsIgnoreCase(taken.getString("signature")));
    }

    @Test
    void aHookGetsOnlyWhatItAskedFor() {
        message(0, "+15551230001", "SMS", "by phone", "{}");
        message(1, "ann", "SDK", "by the traveler", "{\"from\":\"Ann - Traveler\"}");
        message(2, "team", "API", "by the team", "{\"from\":\"Baboo Team\"}");
        message(3, "bot", "API", "by the bot", "{\"from\":\"Bot\"}");
        expertWrites(4, "by the expert");
        publish(
                "onParticipantAdded",
                Map.of("ConversationSid", conversation, "ParticipantSid", sid("MB"), "Identity", "x"));
        await().atMost(PATIENCE).until(() -> takenBy("audit").size() == 3);
        assertThat(bodiesTakenBy("audit")).containsExactly("by the bot", "by the expert", null);
        assertThat(takenBy("audit")).allMatch(taken -> "audit-key".equals(taken.getString("headers.x-make-apikey")));
        JsonPath joined = JsonPath.from(takenBy("audit").get(2).getString("body"));
        assertThat(joined.getString("type")).isEqualTo("participant-added");
        assertThat(joined.getString("participant.identity")).isEqualTo("x");
    }

    @Test
    void aDecisionIsDeliveredOnceToTheHooksThatFilterForIt() {
        String member = sid("MB");
        for (int copy = 0; copy < 2; copy++) {
            topics.write(notice(member, 0));
        }
        topics.write(notice(member, 1));

        await().atMost(PATIENCE).until(() -> takenBy("audit").size() >= 2);
        List<JsonPath> bodies = takenBy("audit").stream()
                .map(taken -> JsonPath.from(taken.getString("body")))
                .toList();
        assertThat(bodies).extracting(body -> body.getString("type")).containsExactly("unread-notice", "unread-notice");
        assertThat(bodies).extracting(body -> body.getInt("notice.stage")).containsExactly(0, 1);
        assertThat(bodies.get(0).getString("id")).isEqualTo("unread-notice:" + conversation + ":" + member + ":5:0");
        assertThat(bodies.get(0).getString("conversation.traveler.channel")).isEqualTo("sms");
        assertThat(takenBy("partner")).isEmpty();
    }

    private AttentionEvent notice(String member, int stage) {
        return AttentionEvent.of(
                AttentionEvent.UNREAD_NOTICE,
                conversation,
                Instant.now(),
                new AttentionEvent.Notice(
                        member, "maria@example.com", "expert", stage, 2, 5, 6, Instant.now(), null, null, null));
    }

    @Test
    void aMessageThatTheServiceDecidedOnGoesToNoScenario() {
        message(0, "+15551230001", "SMS", "by phone", "{}");
        message(1, "system", "API", "automatic", "{\"kind\":\"away-reply\",\"via\":\"baboo-automatic\"}");
        expertWrites(2, "by the expert");
        await().atMost(PATIENCE).until(() -> bodiesTakenBy("partner").contains("by the expert"));
        assertThat(bodiesTakenBy("partner")).containsExactly("by phone", "by the expert");
    }

    @Test
    void aLoopBetweenTwoScenariosIsCut() {
        message(0, "+15551230001", "SMS", "a person", "{}");
        IntStream.rangeClosed(1, 8)
                .forEach(i -> message(
                        i,
                        "bot",
                        "API",
                        "loop " + i,
                        "{\"from\":\"Bot\",\"via\":\"" + (i % 2 == 1 ? "partner" : "make") + "\"}"));
        expertWrites(9, "a person again");
        message(10, "bot", "API", "answer", "{\"from\":\"Bot\",\"via\":\"make\"}");
        await().atMost(PATIENCE).until(() -> bodiesTakenBy("partner").contains("answer"));
        assertThat(bodiesTakenBy("partner"))
                .containsExactly("a person", "loop 2", "loop 4", "a person again", "answer");
        assertThat(deliveriesTo("partner"))
                .filteredOn(delivery -> "loop".equals(delivery.get("lastOutcome")))
                .hasSize(2)
                .allMatch(delivery -> "failed".equals(delivery.get("state")));
    }

    @Test
    void aScenarioThatCountsItsHopsIsBelieved() {
        message(0, "bot", "API", "too far", "{\"from\":\"Bot\",\"via\":\"make\",\"hops\":9}");
        expertWrites(1, "near");
        await().atMost(PATIENCE).until(() -> bodiesTakenBy("partner").contains("near"));
        assertThat(bodiesTakenBy("partner")).containsExactly("near");
    }

    @Test
    void aRateIsKept() {
        IntStream.range(0, 60).forEach(i -> {
            conversation = sid("CH");
            directory("sms", "+15551230001");
            expertWrites(0, "rated");
        });
        await().atMost(PATIENCE).until(() -> ratedAt().size() == 60);
        List<Instant> times = ratedAt();
        for (Instant start : times) {
            long inWindow = times.stream()
                    .filter(time -> !time.isBefore(start) && time.isBefore(start.plus(Duration.ofSeconds(1))))
                    .count();
            // Two or three may be late on their way and fall into the next second.
            assertThat(inWindow).isLessThanOrEqualTo(23);
        }
    }

    private List<Instant> ratedAt() {
        List<Map<String, Object>> items =
                sandbox().get(hookPath("slow") + "/deliveries").jsonPath().getList("items");
        return items.stream()
                .filter(item -> String.valueOf(item.get("body")).contains("\"rated\""))
                .map(item -> Instant.parse(String.valueOf(item.get("time"))))
                .toList();
    }

    @Test
    void aDestinationThatFailsIsLeftAloneAndSeenSoAndNothingIsLost() {
        hookAnswers("audit", Map.of("kind", "fail"));
        List<String> conversations =
                IntStream.range(0, 15).mapToObj(i -> sid("CH")).toList();
        conversations.forEach(each -> {
            conversation = each;
            directory("sms", "+15551230001");
            expertWrites(0, "patient");
        });
        await().atMost(PATIENCE).untilAsserted(() -> admin().get("/api/destinations")
                .then()
                .body("items.find{it.name=='audit'}.circuit", not(equalTo("closed")))
                .body("items.find{it.name=='audit'}.lastError", equalTo("failed-there"))
                .body("items.find{it.name=='audit'}.lastErrorAt", notNullValue())
                .body("items.find{it.name=='partner'}.circuit", equalTo("closed")));
        hookAnswers("audit", Map.of());
        conversations.forEach(each -> {
            conversation = each;
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(bodiesTakenBy("audit")).containsExactly("patient"));
        });
    }

    /** Three different deliveries, as this test's settings say. One would do before, and nothing but a person brought the hook back. */
    @Test
    void aHookThatRefusesSeveralDeliveriesInARowIsPausedAndComesBackByItself() {
        hook("partner", Map.of("apiKey", "another"));
        IntStream.range(0, 5).forEach(i -> expertWrites(i, "m" + i));
        await().atMost(PATIENCE).untilAsserted(() -> admin().get("/api/destinations")
                .then()
                .body("items.find{it.name=='partner'}.reason", equalTo("unauthorized"))
                .body("items.find{it.name=='partner'}.pausedAt", notNullValue()));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(statesAt("partner").subList(0, 3)).containsExactly("failed", "failed", "failed"));
        delivery(firstAt("partner"))
                .body("lastOutcome", equalTo("unauthorized"))
                .body("attemptLog[0].status", equalTo(401))
                .body("attemptLog[0].durationMillis", notNullValue())
                .body("attemptLog[0].answer", containsString("Unauthorized"));

        hook("partner", Map.of("secret", OLD_SECRET));

        awaitStates("partner", "failed", "failed", "failed", "delivered", "delivered");
        assertThat(bodiesTakenBy("partner")).containsExactly("m3", "m4");
        admin().get("/api/destinations").then().body("items.find{it.name=='partner'}.pausedAt", nullValue());
    }

    /** A firewall's 403 on one text let its author stop everything. */
    @Test
    void oneRefusalAmongDeliveriesThatAreTakenFailsThatOneOnly() {
        for (int i = 0; i < 6; i += 2) {
            hookAnswers("partner", Map.of("kind", "gone", "times", 1));
            expertWrites(i, "m" + i);
            expertWrites(i + 1, "m" + (i + 1));
            int size = i + 2;
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(statesAt("partner")).hasSize(size).doesNotContain("waiting"));
        }
        assertThat(statesAt("partner"))
                .containsExactly("failed", "delivered", "failed", "delivered", "failed", "delivered");
        admin().get("/api/destinations").then().body("items.find{it.name=='partner'}.pausedAt", nullValue());
    }

    /** What any browser can write hid its messages from a scenario, or ended them as a loop. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"via\":\"partner\"}",
                "{\"hops\":1000}",
                "{\"via\":\"partner\",\"hops\":1000,\"from\":\"Bot\"}"
            })
    void whatABrowserWritesIntoItsAttributesIsNotBelieved(String attributes) {
        message(0, "maria@example.com", "SDK", "hidden?", attributes);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(takenBy("partner")).hasSize(1));
        JsonPath payload = JsonPath.from(takenBy("partner").get(0).getString("body"));
        assertThat(payload.getString("message.from")).isEqualTo("Maria - Local Expert");
        assertThat(payload.getString("message.role")).isEqualTo("expert");
        assertThat(payload.getInt("message.hops")).isZero();
    }
}
