package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
    void whatIsNotForAPhoneIsNotSentToOne() {
        message(0, phone, "API", "the traveler's own", "{\"from\":\"Ann - Traveler\"}");
        message(1, "someone", "API", "came in by sms", "{\"from\":\"Bot\",\"via\":\"sms\"}");
        message(2, "bot", "API", "from the bot", "{\"from\":\"Bot\"}");
        awaitTexts(phone, "from the bot");
        assertThat(deliveriesTo("sms")).hasSize(1);
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

    @Test
    void aMessageThatDidNotArriveByWhatsAppGoesOutOnceBySms() {
        directory("whatsapp", "whatsapp:" + phone);
        String messageSid = sid("IM");
        expertWrites(3, "Breakfast is from seven.");
        undelivered(messageSid, "sms", "Breakfast is from seven.");
        undelivered(messageSid, "sms", "Breakfast is from seven.");
        undelivered(sid("IM"), "sms", "And the boat leaves at nine.");
        awaitTexts(phone, "Breakfast is from seven.", "And the boat leaves at nine.");
        awaitStates("sms", "delivered", "delivered");
        assertThat(deliveriesTo("whatsapp")).isEmpty();
    }

    /** WhatsApp hides the number of such a person: there is none for an SMS. */
    @Test
    void whoHidesTheNumberHasNoSecondWayBySms() {
        directory("whatsapp", "whatsapp:US.13491208655302741918");
        undelivered(sid("IM"), "sms", "Breakfast is from seven.");
        // Decided after it, so it was decided upon while the number was hidden.
        undelivered(sid("IM"), "template", "Breakfast is from seven.");
        awaitStates("whatsapp", "failed");
        directory("whatsapp", "whatsapp:" + phone);
        undelivered(sid("IM"), "sms", "The boat leaves at nine.");
        awaitTexts(phone, "The boat leaves at nine.");
        assertThat(deliveriesTo("sms")).hasSize(1);
    }

    @Test
    void whoOptedOutOfSmsGetsNoneInsteadOfAWhatsApp() {
        directory("whatsapp", "whatsapp:" + phone);
        message(0, phone, "SMS", "STOP", "{}");
        await().atMost(PATIENCE).untilAsserted(() -> {
            undelivered(sid("IM"), "sms", "Breakfast is from seven.");
            assertThat(deliveriesTo("sms"))
                    .extracting(delivery -> delivery.get("lastOutcome"))
                    .contains("opted-out");
        });
    }

    @Test
    void aSecondWayByTemplateWithoutATemplateIsSeenToFail() {
        directory("whatsapp", "whatsapp:" + phone);
        undelivered(sid("IM"), "template", "Breakfast is from seven.");
        awaitStates("whatsapp", "failed");
        delivery(firstAt("whatsapp"))
                .body("lastOutcome", equalTo("no-template"))
                .body("attempts", equalTo(0));
        assertThat(textsOn(phone)).isEmpty();
    }
}
