package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What Twilio reports of a text after it was accepted, and what follows from that. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class TextStatusTest extends RelayTestBase {

    @Inject
    Pool pool;

    private String phone = "";

    @BeforeEach
    void relayToAPhone() {
        phone = newPhone();
        directory("relay-sms", phone);
    }

    @Test
    void statusesMoveOnAndNeverBack() {
        expertWrites(0, "followed");
        awaitTexts(phone, "followed");
        awaitStates("sms", "delivered");
        String sid = sidsOn(phone).get(0);
        String id = firstAt("sms");
        delivery(id).body("providerStatus", nullValue());
        status(sid, phone, "delivered", null);
        awaitStatus(id, "delivered");
        status(sid, phone, "sent", null);
        status(sid, phone, "undelivered", 30005);
        status(sid, phone, "read", null);
        awaitStatus(id, "read");
        awaitStates("sms", "delivered");
    }

    @Test
    void aTextThatDidNotArriveIsShownAsFailedForGood() {
        expertWrites(0, "lost");
        awaitStates("sms", "delivered");
        String sid = sidsOn(phone).get(0);
        status(sid, phone, "undelivered", 30005);
        awaitStates("sms", "failed");
        status(sid, phone, "delivered", null);
        expertWrites(1, "next");
        awaitStates("sms", "failed", "delivered");
        delivery(firstAt("sms")).body("lastOutcome", equalTo("undelivered-30005"));
    }

    @Test
    void aHandsetThatWasOffGetsTheTextLaterUnlessAnotherWentOutMeanwhile() {
        expertWrites(0, "early");
        awaitStates("sms", "delivered");
        status(sidsOn(phone).get(0), phone, "undelivered", 30003);
        awaitStates("sms", "waiting");
        admin().post("/api/deliveries/" + firstAt("sms") + "/retry").then().statusCode(200);
        awaitTexts(phone, "early", "early");
        expertWrites(1, "late");
        awaitStates("sms", "delivered", "delivered");
        status(sidsOn(phone).get(1), phone, "undelivered", 30003);
        awaitStates("sms", "failed", "delivered");
    }

    /** That put a delivered text back, and it went out a third time. */
    @Test
    void aLateStatusOfAnEarlierAttemptChangesNothing() {
        expertWrites(0, "again");
        awaitStates("sms", "delivered");
        String id = firstAt("sms");
        admin().post("/api/deliveries/" + id + "/retry").then().statusCode(200);
        awaitTexts(phone, "again", "again");
        awaitStates("sms", "delivered");

        status(sidsOn(phone).get(0), phone, "undelivered", 30003);
        status(sidsOn(phone).get(1), phone, "delivered", null);

        awaitStatus(id, "delivered");
        awaitStates("sms", "delivered");
        delivery(id)
                .body("providerSid", equalTo(sidsOn(phone).get(1)))
                .body("attemptLog[0].providerSid", equalTo(sidsOn(phone).get(0)));
        admin().get("/api/deliveries?providerSid=" + sidsOn(phone).get(0))
                .then()
                .body("items[0].id", equalTo(id));
    }

    /** A schedule with two pauses allows three attempts, whether a failure is reported by response or by webhook. */
    @Test
    void aPhoneThatStaysOffGetsNoMoreTextsThanTheScheduleHas() {
        expertWrites(0, "paid");
        for (int texts = 1; texts <= 3; texts++) {
            int so = texts;
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sidsOn(phone)).hasSize(so));
            awaitStates("sms", "delivered");
            status(sidsOn(phone).get(texts - 1), phone, "undelivered", 30003);
            awaitStates("sms", texts < 3 ? "waiting" : "failed");
            // A deferred retry is due only after minutes; the test does not wait.
            dueNow();
        }
        delivery(firstAt("sms")).body("attempts", equalTo(3)).body("lastOutcome", equalTo("undelivered-30003"));
    }

    @Test
    void whatsAppThatIsRefusedForItsWindowByCallbackIsHeldUntilThePersonWrites() {
        String address = "whatsapp:" + phone;
        directory("relay-sms", address);
        sandbox()
                .body(Map.of("whatsAppWindow", "open"))
                .put("/control/phones/" + phone + "/behavior")
                .then()
                .statusCode(200);
        message(0, address, "WHATSAPP", "hello", "{}");
        expertWrites(1, "too late");
        awaitStates("whatsapp", "delivered");
        status(sidsOn(phone).get(0), address, "undelivered", 63016);
        awaitStates("whatsapp", "held");
        message(2, address, "WHATSAPP", "hello again", "{}");
        awaitStates("whatsapp", "delivered");
        awaitTexts(phone, "too late", "too late");
    }

    /** {@code EventType} was taken for the event's name, and the status was lost. */
    @Test
    void aCallbackOfWhatsAppIsKnownByItsMessageStatus() {
        String address = "whatsapp:" + phone;
        directory("relay-sms", address);
        sandbox()
                .body(Map.of("whatsAppWindow", "open"))
                .put("/control/phones/" + phone + "/behavior")
                .then()
                .statusCode(200);
        message(0, address, "WHATSAPP", "hello", "{}");
        expertWrites(1, "answer");
        awaitStates("whatsapp", "delivered");
        publish(
                "READ",
                Map.of(
                        "EventType", "READ",
                        "ChannelPrefix", "whatsapp",
                        "MessageSid", sidsOn(phone).get(0),
                        "MessageStatus", "read",
                        "To", address));
        awaitStatus(firstAt("whatsapp"), "read");
    }

    private void dueNow() {
        pool.preparedQuery("update delivery set next_attempt_at = now() where lane = $1 and state = 'waiting'")
                .execute(Tuple.of(conversation))
                .chain(() -> pool.preparedQuery(
                                "update lane set ready_at = now() where lane = $1 and ready_at is not null and lease is null")
                        .execute(Tuple.of(conversation)))
                .await()
                .atMost(PATIENCE);
    }

    private void awaitStatus(String id, String status) {
        await().atMost(PATIENCE).untilAsserted(() -> delivery(id).body("providerStatus", equalTo(status)));
    }
}
