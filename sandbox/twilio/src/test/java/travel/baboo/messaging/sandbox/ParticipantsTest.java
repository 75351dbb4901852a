package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static travel.baboo.messaging.sandbox.SandboxExtension.OUR_NUMBER;
import static travel.baboo.messaging.sandbox.SandboxExtension.PHONE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Participants over REST: identities, phones, and what Twilio refuses. */
class ParticipantsTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aParticipantCanBeAddedFetchedUpdatedListedAndRemoved(boolean named) {
        TwilioClient twilio = named ? SANDBOX.twilio().inService(SANDBOX.defaultService()) : SANDBOX.twilio();
        String path = "/Conversations/" + twilio.newConversation() + "/Participants";

        Reply created = twilio.post(path, "Identity", "user@example.com", "Attributes", "{\"a\":1}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("role_sid")).isEqualTo(roleNamed("channel user"));
        assertThat(twilio.get(path + "/user%40example.com").sid()).isEqualTo(created.sid());

        Reply updated = twilio.post(
                path + "/" + created.sid(), "LastReadMessageIndex", "3", "RoleSid", roleNamed("channel admin"));
        assertThat(updated.body().get("last_read_message_index").asInt()).isEqualTo(3);
        assertThat(updated.text("role_sid")).isEqualTo(roleNamed("channel admin"));
        assertThat(twilio.get(path).list("participants")).hasSize(1);

        assertThat(twilio.delete(path + "/" + created.sid()).status()).isEqualTo(204);
        assertThat(twilio.get(path + "/" + created.sid()).code()).isEqualTo(20404);
    }

    @Test
    void aNewIdentityBecomesAUser() {
        String path = "/Conversations/" + SANDBOX.twilio().newConversation() + "/Participants";

        SANDBOX.twilio().post(path, "Identity", "new@example.com");

        Reply user = SANDBOX.twilio().get("/Users/new%40example.com");
        assertThat(user.text("role_sid")).isEqualTo(roleNamed("service user"));
    }

    @Test
    void anIdentityIsAMemberOnlyOnceButItsSpellingCounts() {
        String path = "/Conversations/" + SANDBOX.twilio().newConversation() + "/Participants";
        SANDBOX.twilio().post(path, "Identity", "user");

        Reply repeated = SANDBOX.twilio().post(path, "Identity", "user");

        assertThat(repeated.status()).isEqualTo(409);
        assertThat(repeated.code()).isEqualTo(50433);
        assertThat(SANDBOX.twilio().post(path, "Identity", "User").status()).isEqualTo(201);
    }

    @Test
    void aPhoneTalksToANumberOfOursInOneOpenConversationOnly() {
        TwilioClient twilio = SANDBOX.twilio();
        String first = SANDBOX.newConversationWithPhone(PHONE);
        String second = twilio.newConversation();

        Reply refused = bind(second, PHONE, OUR_NUMBER);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo(50416);
        assertThat(refused.text("message")).contains(first);

        twilio.post("/Conversations/" + first, "State", "closed");
        assertThat(bind(second, PHONE, OUR_NUMBER).status()).isEqualTo(201);
    }

    @Test
    void whatsAppAndSmsOfOnePhoneAreTwoBindings() {
        SANDBOX.newConversationWithPhone(PHONE);
        String second = SANDBOX.twilio().newConversation();

        Reply joined = bind(second, "whatsapp:" + PHONE, "whatsapp:" + OUR_NUMBER);

        assertThat(joined.body().at("/messaging_binding/type").asText()).isEqualTo("whatsapp");
        assertThat(joined.body().get("identity").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense,      +15005550006,          50407",
        "+14155550100,  nonsense,              50408",
        "+14155550100,  +14155550111,          50408",
        "+14155550100,  whatsapp:+15005550006, 50408",
        "+15005550006,  +15005550006,          50409"
    })
    void badAddressesAreRefused(String address, String proxy, int code) {
        Reply refused = bind(SANDBOX.twilio().newConversation(), address, proxy);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void aParticipantNeedsAnIdentityOrAPhone() {
        String path = "/Conversations/" + SANDBOX.twilio().newConversation() + "/Participants";

        assertThat(SANDBOX.twilio().post(path).status()).isEqualTo(400);
        assertThat(SANDBOX.twilio().post(path, "Identity", "x".repeat(257)).status())
                .isEqualTo(400);
        assertThat(SANDBOX.twilio()
                        .post(path, "Identity", "x", "RoleSid", roleNamed("service user"))
                        .status())
                .isEqualTo(400);
        assertThat(SANDBOX.twilio()
                        .post(path, "Identity", "x", "Attributes", "\"" + "x".repeat(4_095) + "\"")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void fiftyPhonesAreTheLimit() {
        String sid = SANDBOX.twilio().newConversation();
        for (int i = 0; i < 50; i++) {
            assertThat(bind(sid, "+141555501%02d".formatted(i), OUR_NUMBER).status())
                    .isEqualTo(201);
        }

        assertThat(bind(sid, "+14155550199", OUR_NUMBER).code()).isEqualTo(50422);
    }

    @Test
    void membershipsAreFoundByIdentityAndByAddress() {
        TwilioClient twilio = SANDBOX.twilio();
        String sid = SANDBOX.newConversationWithPhone(PHONE);
        twilio.post("/Conversations/" + sid + "/Participants", "Identity", "user@example.com");
        SANDBOX.twilio().newConversation();

        for (TwilioClient client : List.of(twilio, twilio.inService(SANDBOX.defaultService()))) {
            List<JsonNode> byIdentity = client.get("/ParticipantConversations?Identity=user%40example.com")
                    .list("conversations");
            assertThat(byIdentity).hasSize(1);
            assertThat(byIdentity.get(0).get("conversation_sid").asText()).isEqualTo(sid);
            assertThat(byIdentity.get(0).get("participant_user_sid").asText()).startsWith("US");
            List<JsonNode> byAddress = client.get("/ParticipantConversations?Address=%2B14155550100")
                    .list("conversations");
            assertThat(byAddress
                            .get(0)
                            .at("/participant_messaging_binding/proxy_address")
                            .asText())
                    .isEqualTo(OUR_NUMBER);
            Reply ofUser = client.get("/Users/user%40example.com/Conversations");
            assertThat(ofUser.list("conversations")).hasSize(1);
            assertThat(client.get("/Users/user%40example.com/Conversations/" + sid)
                            .text("conversation_sid"))
                    .isEqualTo(sid);
        }
        assertThat(twilio.get("/ParticipantConversations").status()).isEqualTo(400);
    }

    private static Reply bind(String conversation, String address, String proxy) {
        return SANDBOX.twilio()
                .post(
                        "/Conversations/" + conversation + "/Participants",
                        "MessagingBinding.Address",
                        address,
                        "MessagingBinding.ProxyAddress",
                        proxy);
    }

    private static String roleNamed(String name) {
        return SANDBOX.twilio().get("/Roles").list("roles").stream()
                .filter(role -> role.get("friendly_name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .get("sid")
                .asText();
    }
}
