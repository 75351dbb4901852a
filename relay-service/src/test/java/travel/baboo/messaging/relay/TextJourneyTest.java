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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Texts to phones on a relay channel, against everything that Twilio and phones answer. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class TextJourneyTest extends RelayTestBase {

    @Inject
    Pool pool;

    private String phone = "";

    @BeforeEach
    void relayToAPhone() {
        phone = newPhone();
        directory("relay-sms", phone);
    }

    @AfterEach
    void twilioIsWellAgain() {
        sandbox().delete("/control/faults/rest").then().statusCode(204);
        admin().post("/api/destinations/sms/resume").then().statusCode(200);
    }

    @Test
    void aLongTextGoesOutInNumberedPartsEachOnceAlthoughOneIsRefusedFirst() {
        String body = "Bring good shoes. ".repeat(200).strip();
        twilioAnswers(429, 20429, "before", 1);
        expertWrites(0, body);
        expertWrites(1, "and an umbrella");
        awaitStates("sms", "delivered", "delivered", "delivered", "delivered");
        List<String> texts = textsOn(phone);
        assertThat(texts).hasSize(4);
        IntStream.range(0, 3)
                .forEach(i -> assertThat(texts.get(i)).startsWith("(" + (i + 1) + "/3) Bring good shoes."));
        assertThat(texts.get(3)).isEqualTo("and an umbrella");
        assertThat(deliveriesTo("sms"))
                .extracting(delivery -> delivery.get("part") + "/" + delivery.get("parts"))
                .containsExactlyInAnyOrder("1/3", "2/3", "3/3", "1/1");
    }

    @ParameterizedTest
    @CsvSource({
        "21211, recipient-unreachable",
        "21614, recipient-unreachable",
        "21635, recipient-unreachable",
        "21608, recipient-unreachable",
        "21610, opted-out",
        "63014, opted-out",
        "63016, whatsapp-window-closed",
        "63021, content-refused",
        "21606, wrong-sender",
        "20404, not-found",
        "14107, loop"
    })
    void whatCanNeverPassIsNotRepeated(int code, String reason) {
        twilioAnswers(400, code, "before", 1);
        expertWrites(0, "refused");
        awaitStates("sms", "failed");
        delivery(firstAt("sms"))
                .body("attempts", equalTo(1))
                .body("lastOutcome", equalTo(reason))
                .body("attemptLog[0].answer", equalTo("Twilio's error " + code));
        assertThat(textsOn(phone)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429, 20429", "400, 21611", "400, 30001", "400, 30003"})
    void whatMayPassLaterIsRepeated(int status, int code) {
        twilioAnswers(status, code, "before", 1);
        expertWrites(0, "first");
        expertWrites(1, "second");
        awaitTexts(phone, "first", "second");
        awaitStates("sms", "delivered", "delivered");
    }

    @Test
    void aLoginThatTwilioRefusesPausesLosesNothingAndIsProbed() {
        twilioAnswers(401, 20003, "before", 3);
        List<String> phones = IntStream.range(0, 3).mapToObj(i -> newPhone()).toList();
        admin().post("/api/destinations/sms/pause").then().statusCode(200);
        phones.forEach(each -> {
            conversation = sid("CH");
            directory("relay-sms", each);
            expertWrites(0, "later");
            awaitStates("sms", "waiting");
        });
        admin().post("/api/destinations/sms/resume").then().statusCode(200);
        phones.forEach(each -> awaitTexts(each, "later"));
        awaitStates("sms", "delivered");
        delivery(firstAt("sms")).body("attemptLog[0].outcome", equalTo("not-authenticated"));
        await().atMost(PATIENCE).untilAsserted(() -> admin().get("/api/destinations")
                .then()
                .body("items.find{it.name=='sms'}.pausedAt", nullValue()));
    }

    @ParameterizedTest
    @CsvSource({"STATUS", "DISCONNECT"})
    void aTextWhoseFateIsUnknownHoldsItsLaneUntilItsCallback(String kind) {
        twilioFault(Map.of("kind", kind.toLowerCase(Locale.ROOT), "moment", "after", "times", 1));
        expertWrites(0, "perhaps");
        expertWrites(1, "behind it");
        awaitStates("sms", "unknown", "waiting");
        assertThat(textsOn(phone)).containsExactly("perhaps");
        status(sidsOn(phone).get(0), phone, "sent", null);
        awaitStates("sms", "delivered", "delivered");
        assertThat(textsOn(phone)).containsExactly("perhaps", "behind it");
        delivery(firstAt("sms"))
                .body("providerSid", equalTo(sidsOn(phone).get(0)))
                .body("providerStatus", equalTo("sent"));
    }

    @ParameterizedTest
    @CsvSource({"true, delivered", "false, failed"})
    void aPersonDecidesAboutAnUnknownFate(boolean arrived, String state) {
        twilioAnswers(500, 20500, "before", 1);
        expertWrites(0, "perhaps");
        expertWrites(1, "behind it");
        awaitStates("sms", "unknown", "waiting");
        String id = firstAt("sms");
        admin().body(Map.of("arrived", arrived))
                .post("/api/deliveries/" + id + "/settle")
                .then()
                .statusCode(200);
        awaitStates("sms", state, "delivered");
        assertThat(textsOn(phone)).containsExactly("behind it");
        admin().body(Map.of("arrived", true))
                .post("/api/deliveries/" + id + "/settle")
                .then()
                .statusCode(409)
                .contentType("application/problem+json");
    }

    @Test
    void aPersonHasAnUnknownOneSentAgain() {
        twilioAnswers(503, 20503, "before", 1);
        expertWrites(0, "perhaps");
        awaitStates("sms", "unknown");
        admin().post("/api/deliveries/" + firstAt("sms") + "/retry").then().statusCode(200);
        awaitTexts(phone, "perhaps");
        delivery(firstAt("sms")).body("attemptLog.size()", equalTo(2));
    }

    @Test
    void whoWroteStopGetsNothingUntilStart() {
        message(0, phone, "SMS", " Stop ", "{}");
        expertWrites(1, "unheard");
        awaitStates("sms", "failed");
        delivery(firstAt("sms")).body("lastOutcome", equalTo("opted-out")).body("attemptLog.size()", equalTo(0));
        message(2, phone, "SMS", "START", "{}");
        expertWrites(3, "heard");
        awaitTexts(phone, "heard");
        awaitStates("sms", "failed", "delivered");
    }

    @Test
    void whatsAppOutsideItsWindowIsHeldUntilThePersonWrites() {
        String address = "whatsapp:" + phone;
        directory("relay-sms", address);
        expertWrites(0, "are you there?");
        awaitStates("whatsapp", "held");
        delivery(firstAt("whatsapp"))
                .body("lastOutcome", equalTo("whatsapp-window-closed"))
                .body("attempts", equalTo(0));
        sandbox()
                .body(Map.of("whatsAppWindow", "open"))
                .put("/control/phones/" + phone + "/behavior")
                .then()
                .statusCode(200);
        message(1, address, "WHATSAPP", "yes, here", "{}");
        awaitStates("whatsapp", "delivered");
        awaitTexts(phone, "are you there?");
        assertThat(deliveriesTo("sms")).isEmpty();
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

    @Test
    void whatIsNotForAPhoneIsNotSentToOne() {
        message(0, phone, "API", "the traveler's own", "{\"from\":\"Ann - Traveler\"}");
        message(1, "someone", "API", "came in by sms", "{\"from\":\"Bot\",\"via\":\"sms\"}");
        message(2, "bot", "API", "from the bot", "{\"from\":\"Bot\"}");
        awaitTexts(phone, "from the bot");
        assertThat(deliveriesTo("sms")).hasSize(1);
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

    /** With a schedule of two pauses there are three texts, whoever reports the failures. */
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
            // What a report defers waits for minutes; nobody does here.
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

    /** Only what a phone itself sent opens a window or opts out: a message we post in the traveler's name is neither. */
    @Test
    void ourOwnMessageOpensNoWindowAndOptsNobodyOut() {
        String address = "whatsapp:" + phone;
        directory("relay-sms", address);
        message(0, address, "API", "Stop", "{\"from\":\"Ann - Traveler\"}");
        expertWrites(1, "answer");
        awaitStates("whatsapp", "held");
        delivery(firstAt("whatsapp")).body("lastOutcome", equalTo("whatsapp-window-closed"));
        assertThat(textsOn(phone)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"with words,2", ",1"})
    void mediaIsVisiblyRefusedAndItsTextGoesOut(@Nullable String body, int deliveries) {
        Map<String, String> fields =
                messageFields(Instant.now(), 0, "maria@example.com", "SDK", body == null ? "" : body, "{}");
        fields.put(
                "Media",
                "[{\"Sid\":\"" + sid("ME") + "\",\"Filename\":\"a.jpg\",\"ContentType\":\"image/jpeg\",\"Size\":9}]");
        publish("onMessageAdded", fields);
        awaitStates("sms", body == null ? new String[] {"failed"} : new String[] {"delivered", "failed"});
        assertThat(deliveriesTo("sms")).hasSize(deliveries);
        assertThat(deliveriesTo("sms").get(deliveries - 1)).containsEntry("lastOutcome", "media-not-supported");
        assertThat(textsOn(phone)).isEqualTo(body == null ? List.of() : List.of(body));
    }

    @Test
    void aTextIsSplitWhenItsTurnComesAndKeepsItsPlace() {
        admin().post("/api/destinations/sms/pause").then().statusCode(200);
        expertWrites(0, ".".repeat(16_000));
        expertWrites(1, "and an umbrella");
        awaitStates("sms", "waiting", "waiting");
        admin().post("/api/destinations/sms/resume").then().statusCode(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statesAt("sms")).hasSize(12).containsOnly("delivered"));
        assertThat(textsOn(phone)).hasSize(12).last().isEqualTo("and an umbrella");
        assertThat(textsOn(phone).get(10)).startsWith("(11/11) ...");
    }

    @Test
    void allPartsOfATextAreRepeatedTogether() {
        expertWrites(0, "Bring good shoes. ".repeat(150).strip());
        awaitStates("sms", "delivered", "delivered");
        admin().post("/api/deliveries/" + firstAt("sms") + "/retry?allParts=true")
                .then()
                .statusCode(200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(textsOn(phone)).hasSize(4));
        assertThat(textsOn(phone).subList(2, 4)).isEqualTo(textsOn(phone).subList(0, 2));
    }

    @Test
    void aHeldTextIsCanceledAndTheNextOnePasses() {
        String address = "whatsapp:" + phone;
        directory("relay-sms", address);
        expertWrites(0, "are you there?");
        awaitStates("whatsapp", "held");
        String id = firstAt("whatsapp");
        admin().post("/api/deliveries/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("canceled"))
                .body("lastOutcome", equalTo("canceled-by-hand"));
        admin().post("/api/deliveries/" + id + "/cancel").then().statusCode(409);
        message(1, address, "WHATSAPP", "yes", "{}");
        expertWrites(2, "good");
        awaitStates("whatsapp", "canceled", "delivered");
    }

    /** One spelling of a number is as good as the other. */
    @Test
    void aPhoneIsKnownByEverySpellingOfItsNumber() {
        String national = phone.substring(2);
        directory("relay-sms", "+52" + national);
        message(0, "+521" + national, "SMS", "STOP", "{}");
        expertWrites(1, "unheard");
        awaitStates("sms", "failed");
        delivery(firstAt("sms")).body("lastOutcome", equalTo("opted-out"));
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
