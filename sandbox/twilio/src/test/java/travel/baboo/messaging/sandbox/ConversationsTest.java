package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations over REST, for the default service and for a named one. */
class ConversationsTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static TwilioClient client(boolean named) {
        return named ? SANDBOX.twilio().inService(SANDBOX.defaultService()) : SANDBOX.twilio();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConversationCanBeCreatedFetchedUpdatedListedAndDeleted(boolean named) {
        TwilioClient twilio = client(named);

        Reply created = twilio.post(
                "/Conversations",
                "FriendlyName",
                "Traveler X - Expert Y",
                "UniqueName",
                "inquiry_1",
                "Attributes",
                "{\"inquiry\":\"1\"}",
                "Timers.Inactive",
                "PT1M",
                "Timers.Closed",
                "PT10M");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("state")).isEqualTo("active");
        assertThat(created.body().at("/timers/date_closed").asText()).endsWith("Z");
        assertThat(twilio.get("/Conversations/inquiry_1").sid()).isEqualTo(created.sid());

        Reply updated = twilio.post("/Conversations/" + created.sid(), "FriendlyName", "New name");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.text("friendly_name")).isEqualTo("New name");
        assertThat(updated.text("unique_name")).isEqualTo("inquiry_1");
        assertThat(twilio.get("/Conversations").list("conversations")).hasSize(1);
        assertThat(twilio.get("/Conversations?State=closed").list("conversations"))
                .isEmpty();

        assertThat(twilio.delete("/Conversations/inquiry_1").status()).isEqualTo(204);
        assertThat(twilio.get("/Conversations/" + created.sid()).code()).isEqualTo(20404);
        assertThat(twilio.post("/Conversations", "UniqueName", "inquiry_1").status())
                .isEqualTo(201);
    }

    @Test
    void attributesAreTheTextThatWasSent() {
        String sid = SANDBOX.twilio().newConversation("Attributes", "{ \"a\" : 1 }");

        assertThat(SANDBOX.twilio().get("/Conversations/" + sid).text("attributes"))
                .isEqualTo("{ \"a\" : 1 }");
        assertThat(SANDBOX.twilio()
                        .get("/Conversations/" + SANDBOX.twilio().newConversation())
                        .text("attributes"))
                .isEqualTo("{}");
    }

    @Test
    void aUniqueNameIsTakenOncePerService() {
        TwilioClient twilio = SANDBOX.twilio();
        String other = twilio.post("/v1/Services", "FriendlyName", "Other").sid();
        twilio.newConversation("UniqueName", "same");

        Reply repeated = twilio.post("/Conversations", "UniqueName", "same");

        assertThat(repeated.status()).isEqualTo(409);
        assertThat(repeated.code()).isEqualTo(50353);
        assertThat(twilio.inService(other)
                        .post("/Conversations", "UniqueName", "same")
                        .status())
                .isEqualTo(201);
        String second = twilio.newConversation();
        assertThat(twilio.post("/Conversations/" + second, "UniqueName", "same").code())
                .isEqualTo(50353);
    }

    @Test
    void aUniqueNameMustNotLookLikeASid() {
        assertThat(SANDBOX.twilio()
                        .post("/Conversations", "UniqueName", "CH" + "a".repeat(32))
                        .code())
                .isEqualTo(50390);
    }

    @Test
    void closedIsFinal() {
        TwilioClient twilio = SANDBOX.twilio();
        String sid = twilio.newConversation();
        assertThat(twilio.post("/Conversations/" + sid, "State", "closed").text("state"))
                .isEqualTo("closed");

        assertThat(twilio.post("/Conversations/" + sid, "State", "active").code())
                .isEqualTo(50377);
        assertThat(twilio.post("/Conversations/" + sid + "/Messages", "Body", "late")
                        .code())
                .isEqualTo(50377);
        assertThat(twilio.post("/Conversations/" + sid + "/Participants", "Identity", "late")
                        .code())
                .isEqualTo(50377);
        assertThat(twilio.post("/Conversations", "State", "closed").code()).isEqualTo(50384);
        assertThat(twilio.get("/Conversations/" + sid).status()).isEqualTo(200);
    }

    @Test
    void limitsOfTwilioAreKept() {
        TwilioClient twilio = SANDBOX.twilio();

        assertThat(twilio.post("/Conversations", "FriendlyName", "x".repeat(257))
                        .status())
                .isEqualTo(400);
        assertThat(twilio.post("/Conversations", "FriendlyName", "x".repeat(256))
                        .status())
                .isEqualTo(201);
        assertThat(twilio.post("/Conversations", "Attributes", "\"" + "x".repeat(16_383) + "\"")
                        .status())
                .isEqualTo(400);
        assertThat(twilio.post("/Conversations", "Attributes", "not json").status())
                .isEqualTo(400);
        assertThat(twilio.post("/Conversations", "Timers.Inactive", "PT59S").status())
                .isEqualTo(400);
        assertThat(twilio.post("/Conversations", "Timers.Closed", "PT9M").status())
                .isEqualTo(400);
        assertThat(twilio.post("/Conversations", "MessagingServiceSid", "MG1").status())
                .isEqualTo(400);
        assertThat(twilio.post("/Conversations", "State", "asleep").status()).isEqualTo(400);
    }

    @Test
    void aConversationAndItsParticipantsCanComeInOneCall() {
        TwilioClient twilio = SANDBOX.twilio();

        Reply created = twilio.post(
                "/ConversationWithParticipants",
                "UniqueName",
                "together",
                "Participant",
                "{\"identity\":\"expert@example.com\"}",
                "Participant",
                "{\"messaging_binding\":{\"address\":\"" + SandboxExtension.PHONE + "\",\"proxy_address\":\""
                        + SandboxExtension.OUR_NUMBER + "\"}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(twilio.get("/Conversations/together/Participants").list("participants"))
                .hasSize(2);
    }

    @Test
    void aTakenPhoneLeavesNoHalfConversationBehind() {
        TwilioClient twilio = SANDBOX.twilio();
        String bound = SANDBOX.newConversationWithPhone(SandboxExtension.PHONE);

        Reply refused = twilio.post(
                "/ConversationWithParticipants",
                "UniqueName",
                "half",
                "Participant",
                "{\"messaging_binding\":{\"address\":\"" + SandboxExtension.PHONE + "\",\"proxy_address\":\""
                        + SandboxExtension.OUR_NUMBER + "\"}}");

        assertThat(refused.code()).isEqualTo(50416);
        assertThat(refused.text("message")).contains(bound);
        assertThat(twilio.get("/Conversations/half").status()).isEqualTo(404);
    }

    @Test
    void conversationsOfAnUnknownServiceAreNotFound() {
        Reply reply = SANDBOX.twilio().inService("IS" + "0".repeat(32)).get("/Conversations");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo(20404);
    }
}
