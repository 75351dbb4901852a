package travel.baboo.messaging.relay;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** A text of unknown fate where the setting says that it is better not sent than sent twice. */
@QuarkusTest
@TestProfile(TextGivenUpTest.GivenUp.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class TextGivenUpTest extends RelayTestBase {

    public static final class GivenUp implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.relay.sms.unknown", "give-up", "baboo.relay.sms.unknown-patience", "300ms");
        }
    }

    @AfterEach
    void twilioIsWellAgain() {
        sandbox().delete("/control/faults/rest").then().statusCode(204);
    }

    @Test
    void itFailsAndLetsTheNextOnePass() {
        String phone = newPhone();
        directory("relay-sms", phone);
        twilioAnswers(500, 20_500, "before", 1);
        expertWrites(0, "perhaps");
        expertWrites(1, "behind it");
        awaitStates("sms", "failed", "delivered");
        awaitTexts(phone, "behind it");
        delivery(firstAt("sms")).body("lastOutcome", equalTo("given-up"));
    }
}
