package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import travel.baboo.messaging.sandbox.make.MakeHook;

/** {@code /control/faults}: the pending faults, how often each still occurs, and their end. */
class FaultOverviewTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension(
            SandboxConfig.forTests().withMakeHooks(List.of(new MakeHook("open", null, null, null))));

    @Test
    void saysHowOftenAFaultStillOccurs() {
        SANDBOX.control("POST", "/control/faults/rest", Map.of("kind", "status", "status", 429, "times", 2));
        SANDBOX.control("POST", "/control/faults/webhooks", Map.of("kind", "drop", "probability", 1));
        assertThat(overview().at("/rest/0/left").asInt()).isEqualTo(2);

        SANDBOX.twilio().get("/Conversations");

        assertThat(overview().at("/rest/0/left").asInt()).isEqualTo(1);
        assertThat(overview().at("/rest/0/fault/status").asInt()).isEqualTo(429);
        assertThat(overview().at("/webhooks/0/fault/kind").asText()).isEqualTo("drop");
        assertThat(overview().at("/webhooks/0/left").isNull()).as("without end").isTrue();

        SANDBOX.twilio().get("/Conversations");

        assertThat(overview().get("rest")).isEmpty();
    }

    @Test
    void anEndlessFaultOccursEveryTime() {
        SANDBOX.control("PUT", "/control/make/hooks/open/behavior", Map.of("kind", "fail"));

        for (int times = 0; times < 3; times++) {
            assertThat(deliver().status()).isEqualTo(500);
        }

        assertThat(overview().at("/make/0/hook").asText()).isEqualTo("open");
        assertThat(overview().at("/make/0/behavior/fault/kind").asText()).isEqualTo("fail");
    }

    @Test
    void allIsWellAgainAfterOneCall() {
        for (String kind : List.of("rest", "realtime")) {
            SANDBOX.control("POST", "/control/faults/" + kind, Map.of("kind", "status", "status", 503));
        }
        for (String kind : List.of("webhooks", "event-stream")) {
            SANDBOX.control("POST", "/control/faults/" + kind, Map.of("kind", "drop"));
        }
        SANDBOX.control("PUT", "/control/make/hooks/open/behavior", Map.of("kind", "fail"));
        SANDBOX.control("PUT", "/control/api-key", Map.of("revoked", true));

        assertThat(SANDBOX.control("DELETE", "/control/faults", null).status()).isEqualTo(204);

        for (String part : List.of("rest", "realtime", "webhooks", "eventStream", "make")) {
            assertThat(overview().get(part)).as(part).isEmpty();
        }
        assertThat(overview().get("apiKeyRevoked").asBoolean()).isFalse();
        assertThat(SANDBOX.twilio().get("/Conversations").status()).isEqualTo(200);
        assertThat(deliver().status()).isEqualTo(200);
    }

    private static Reply deliver() {
        return Http.send("POST", SANDBOX.origin() + "/make/hook/open", "{}", Map.of());
    }

    private static JsonNode overview() {
        return SANDBOX.control("GET", "/control/faults", null).body();
    }
}
