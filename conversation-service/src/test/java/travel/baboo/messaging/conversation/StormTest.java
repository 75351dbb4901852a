package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/**
 * Everything goes wrong at once: Twilio turns calls away, fails and breaks off before and after the effect, webhooks get lost,
 * doubled, late and out of order. Callers repeat what was not answered. Afterwards every message that was asked for is there
 * once, and the mirror is Twilio's whole.
 */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class StormTest extends Journey {

    private static final int MESSAGES = 12;

    @Inject
    WholeComparison comparison;

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void afterTheStormAllIsThereOnceAndTheMirrorIsTwiliosWhole(long seed) {
        Random random = new Random(seed);
        inquiryId = "storm-" + seed + "-" + inquiryId;
        String pattern = "/Conversations";
        sandbox.fault(rest(pattern, "status", "before", 429));
        sandbox.fault(rest(pattern, "status", "before", 503));
        sandbox.fault(rest(pattern, "status", "after", 500));
        sandbox.fault(rest(pattern, "disconnect", "before", 0));
        sandbox.fault(rest(pattern, "disconnect", "after", 0));
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 0.15));
        sandbox.webhookFault(Map.of("kind", "duplicate", "probability", 0.2));
        sandbox.webhookFault(Map.of("kind", "delay", "delay", "PT0.7S", "probability", 0.2));
        sandbox.webhookFault(Map.of("kind", "reorder", "delay", "PT0.5S", "probability", 0.2));

        String sid = untilAnswered(() -> {
            var response = as(expert)
                    .body(inquiry("maria@example.com", "Maria", "Hello?"))
                    .post("/api/inquiries");
            return response.statusCode() < 300 ? response.path("conversationSid") : null;
        });
        await().atMost(PATIENCE)
                .until(() -> as(expert).get("/api/conversations/" + sid).statusCode() == 200);
        List<String> expected = new ArrayList<>(List.of("Hello?"));
        for (int i = 0; i < MESSAGES; i++) {
            String body = "message " + i;
            expected.add(body);
            if (random.nextInt(3) == 0) {
                sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, body).statusCode(200);
            } else {
                String key = inquiryId + i;
                untilAnswered(() -> send(sid, key, body).extract().statusCode() == 201 ? key : null);
            }
        }
        untilAnswered(() -> as(expert)
                                .body(Map.of("identity", "paula@example.com", "name", "Paula"))
                                .post("/api/conversations/" + sid + "/participants")
                                .statusCode()
                        == 201
                ? sid
                : null);
        untilAnswered(() -> as(expert)
                                .body(Map.of("friendlyName", "After the storm", "attributes", Map.of("seed", seed)))
                                .patch("/api/conversations/" + sid)
                                .statusCode()
                        == 200
                ? sid
                : null);

        sandbox.heal();
        List<String> sent = sandbox.conversation(sid).extract().path("messages.body");
        assertThat(sent).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(new HashSet<>(sandbox.conversation(sid).extract().<List<String>>path("participants.sid")))
                .hasSize(3);
        awaitReceipts(sid);
        await().atMost(PATIENCE.multipliedBy(2)).untilAsserted(() -> {
            as(admin)
                    .body(Map.of("conversationSid", sid))
                    .post("/api/admin/reconcile")
                    .then()
                    .statusCode(200);
            comparison.requireSame(sid);
        });
        assertThat(as(expert)
                        .get("/api/conversations/" + sid + "/messages?limit=200")
                        .<List<String>>path("items.body"))
                .isEqualTo(sent);
    }

    private void awaitReceipts(String sid) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        sandbox.conversation(sid).extract().<List<String>>path("receipts.status"))
                .containsOnly("delivered"));
    }

    private static Map<String, Object> rest(String path, String kind, String moment, int status) {
        Map<String, Object> fault =
                new HashMap<>(Map.of("path", path, "kind", kind, "moment", moment, "probability", 0.06));
        if (status > 0) {
            fault.put("status", status);
        }
        return fault;
    }

    /** As a caller does who must know: asks again with the same key until there is an answer. */
    private static String untilAnswered(Callable<@Nullable String> call) {
        return await().atMost(PATIENCE.multipliedBy(3))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(call, Objects::nonNull);
    }
}
