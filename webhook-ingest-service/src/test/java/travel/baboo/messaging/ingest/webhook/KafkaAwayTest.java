package travel.baboo.messaging.ingest.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;

/** The service with a Kafka that is not there at start, comes, goes and comes again. */
@QuarkusTest
@QuarkusTestResource(value = KafkaAddressResource.class, restrictToAnnotatedClass = true)
class KafkaAwayTest {

    private static final String PATH = "/api/webhooks/message-added";

    private final SignedWebhooks webhooks = new SignedWebhooks();
    private final List<String> conversations =
            List.of(SignedWebhooks.sid("CH"), SignedWebhooks.sid("CH"), SignedWebhooks.sid("CH"));
    private final List<String> posted = new ArrayList<>();

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    @Inject
    TopicReader topic;

    @Test
    void whatIsTakenWhileKafkaIsAwayReachesTheTopicInOrderOnceItIsBack() throws Exception {
        // given a Kafka that was never there
        postSome();
        awaitWarning();

        // when it comes
        try (EmbeddedKafkaServer kafka = KafkaAddressResource.startKafka()) {
            postSome();
            assertThat(kafka.process().isAlive()).isTrue();
            assertEverythingArrivedInOrder();
        }

        // and goes, and comes again
        postSome();
        awaitWarning();
        try (EmbeddedKafkaServer kafka = KafkaAddressResource.startKafka()) {
            // then nothing is missing
            assertThat(kafka.process().isAlive()).isTrue();
            assertEverythingArrivedInOrder();
        }
    }

    private void postSome() {
        for (int i = 0; i < 10; i++) {
            for (String conversation : conversations) {
                String message = SignedWebhooks.sid("IM");
                String body = "EventType=onMessageAdded&ConversationSid=" + conversation + "&MessageSid=" + message
                        + "&Index=" + posted.size();
                webhooks.post(PATH, body).then().statusCode(200);
                posted.add(conversation + " message-added:" + message);
            }
        }
    }

    private void awaitWarning() {
        long deadline = System.nanoTime() + 30_000_000_000L;
        String kafka = "";
        while (!kafka.startsWith("warning") && System.nanoTime() < deadline) {
            ValidatableResponse ready =
                    given().get(readiness).then().statusCode(200).body("status", equalTo("UP"));
            kafka = ready.extract().path("checks.find { it.name == 'publishing' }.data.kafka");
        }
        assertThat(kafka).startsWith("warning");
    }

    private void assertEverythingArrivedInOrder() {
        List<String> arrived = topic.awaitFirsts(posted.size()).stream()
                .map(KafkaAwayTest::keyAndId)
                .toList();
        for (String conversation : conversations) {
            assertThat(arrived.stream().filter(id -> id.startsWith(conversation)))
                    .containsExactlyElementsOf(posted.stream()
                            .filter(id -> id.startsWith(conversation))
                            .toList());
        }
    }

    private static String keyAndId(ConsumerRecord<String, byte[]> record) {
        return record.key() + " "
                + new String(record.headers().lastHeader("ce_id").value(), UTF_8);
    }
}
