package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Before a person is asked about a text of unknown fate, Twilio is. */
@QuarkusTest
@TestProfile(UnknownFateTest.Checked.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class UnknownFateTest extends RelayTestBase {

    public static final class Checked implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.relay.sms.unknown-checks", "200ms,1s",
                    "baboo.relay.retention.measure-every", "200ms");
        }
    }

    @Inject
    MeterRegistry meters;

    private String phone = "";

    @BeforeEach
    void relayToAPhone() {
        phone = newPhone();
        directory("relay-sms", phone);
    }

    @AfterEach
    void twilioIsWellAgain() {
        sandbox().delete("/control/faults/rest").then().statusCode(204);
    }

    @Test
    void aTextThatTwilioHasIsDeliveredAndNotSentAgain() {
        twilioAnswers(500, 20_500, "after", 1);
        expertWrites(0, "perhaps");
        expertWrites(1, "behind it");
        awaitTexts(phone, "perhaps", "behind it");
        awaitStates("sms", "delivered", "delivered");
        delivery(firstAt("sms"))
                .body("attempts", equalTo(1))
                .body("lastOutcome", equalTo("found"))
                .body("providerSid", equalTo(sidsOn(phone).get(0)));
    }

    @Test
    void aTextThatTwilioDoesNotHaveIsSentAgain() {
        twilioAnswers(500, 20_500, "before", 1);
        expertWrites(0, "perhaps");
        expertWrites(1, "behind it");
        awaitTexts(phone, "perhaps", "behind it");
        awaitStates("sms", "delivered", "delivered");
        delivery(firstAt("sms")).body("attempts", equalTo(2));
    }

    /** The earlier text has the same words and is another delivery's. */
    @Test
    void theSameWordsSentBeforeAreNotTakenForIt() {
        expertWrites(0, "yes");
        awaitStates("sms", "delivered");
        twilioAnswers(500, 20_500, "before", 1);
        expertWrites(1, "yes");
        awaitTexts(phone, "yes", "yes");
        awaitStates("sms", "delivered", "delivered");
    }

    @Test
    void whatTwilioCannotSayWaitsForAPersonAndIsCountedApart() {
        Map<String, Object> fault =
                new HashMap<>(Map.of("kind", "status", "status", 503, "code", 20_503, "times", 1000));
        fault.put("method", "GET");
        fault.put("path", "/Messages.json");
        sandbox().body(fault).post("/control/faults/rest").then().statusCode(201);
        twilioAnswers(500, 20_500, "after", 1);
        expertWrites(0, "perhaps");
        await().atMost(PATIENCE).untilAsserted(() -> admin().get(
                        "/api/deliveries?outcome=provider-not-asked&conversation=" + conversation)
                .then()
                .body("items[0].state", equalTo("unknown")));
        assertThat(textsOn(phone)).containsExactly("perhaps");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(meters.get("baboo.relay.unknown")
                        .tag("destination", "sms")
                        .gauge()
                        .value())
                .isGreaterThanOrEqualTo(1));
        admin().body(Map.of("arrived", true))
                .post("/api/deliveries/" + firstAt("sms") + "/settle")
                .then()
                .statusCode(200);
        awaitStates("sms", "delivered");
    }
}
