package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What settings decide instead of a person: texts of unknown fate, and WhatsApp outside its window. */
@QuarkusTest
@TestProfile(TextSettingsTest.Decided.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class TextSettingsTest extends RelayTestBase {

    private static final String TEMPLATE = "HX0123456789abcdef0123456789abcdef";

    public static final class Decided implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.relay.sms.unknown", "repeat",
                    "baboo.relay.sms.unknown-patience", "300ms",
                    "baboo.relay.sms.whatsapp-template", TEMPLATE);
        }
    }

    private String phone = "";

    @BeforeEach
    void relayToAPhone() {
        phone = newPhone();
        sandbox()
                .body(Map.of("body", "News of your trip: {{1}}"))
                .put("/control/contents/" + TEMPLATE)
                .then()
                .statusCode(200);
    }

    @AfterEach
    void twilioIsWellAgain() {
        sandbox().delete("/control/faults/rest").then().statusCode(204);
    }

    @Test
    void aTextOfUnknownFateIsRepeatedAfterItsPatienceAndKeepsItsPlace() {
        directory("relay-sms", phone);
        twilioAnswers(500, 20_500, "before", 1);
        expertWrites(0, "perhaps");
        expertWrites(1, "behind it");
        awaitTexts(phone, "perhaps", "behind it");
        awaitStates("sms", "delivered", "delivered");
        delivery(firstAt("sms"))
                .body("attemptLog.size()", equalTo(2))
                .body("attemptLog[0].outcome", equalTo("server-error"));
    }

    @Test
    void whatsAppOutsideItsWindowGoesOutByTheTemplateAndInsideItAsItIs() {
        String address = "whatsapp:" + phone;
        directory("relay-sms", address);
        expertWrites(0, "the boat leaves at 9");
        awaitTexts(phone, "News of your trip: the boat leaves at 9");

        sandbox()
                .body(Map.of("whatsAppWindow", "open"))
                .put("/control/phones/" + phone + "/behavior")
                .then()
                .statusCode(200);
        message(1, address, "WHATSAPP", "thank you", "{}");
        expertWrites(2, "you are welcome");
        awaitStates("whatsapp", "delivered", "delivered");
        assertThat(textsOn(phone)).endsWith("you are welcome");
    }

    /** Whatever we know of its window: WhatsApp has just refused the text. */
    @Test
    void aMessageThatDidNotArriveGoesOutByTheTemplate() {
        String address = "whatsapp:" + phone;
        directory("whatsapp", address);
        message(0, address, "WHATSAPP", "hello", "{}");
        undelivered(sid("IM"), "template", "the boat leaves at 9");
        awaitTexts(phone, "News of your trip: the boat leaves at 9");
        awaitStates("whatsapp", "delivered");
        assertThat(deliveriesTo("sms")).isEmpty();
    }
}
