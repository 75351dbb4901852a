package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Browsers with Twilio's SDK, played by the control API. */
class SdkTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @Test
    void aWidgetOpensAConversationJoinsItAndWrites() {
        try (Receiver receiver = new Receiver()) {
            SANDBOX.webhooks(receiver.url("/"), "onConversationAdded", "onParticipantAdded", "onMessageAdded");

            String sid = SANDBOX.control("POST", "/control/sdk/conversations", Map.of("identity", "visitor-1"))
                    .sid();
            SANDBOX.control(
                    "POST",
                    "/control/sdk/conversations/" + sid + "/messages",
                    Map.of("identity", "visitor-1", "body", "Hi"));

            List<Receiver.Request> told = receiver.await(3);
            assertThat(told.stream().map(Receiver.Request::event))
                    .containsExactly("onConversationAdded", "onParticipantAdded", "onMessageAdded");
            for (Receiver.Request request : told) {
                assertThat(request.field("Source")).isEqualTo("SDK");
                assertThat(request.field("ClientIdentity")).isEqualTo("visitor-1");
            }
            assertThat(told.get(0).form().has("UniqueName")).isFalse();
            assertThat(told.get(2).field("ParticipantSid")).startsWith("MB");
        }
    }

    @Test
    void anotherJoinsReadsAndLeaves() {
        String sid = SANDBOX.control("POST", "/control/sdk/conversations", Map.of("identity", "ann"))
                .sid();
        String path = "/control/sdk/conversations/" + sid;

        assertThat(SANDBOX.control("POST", path + "/join", Map.of("identity", "bob"))
                        .text("identity"))
                .isEqualTo("bob");
        assertThat(SANDBOX.control("POST", path + "/join", Map.of("identity", "bob"))
                        .status())
                .isEqualTo(409);
        assertThat(SANDBOX.control("POST", path + "/read", Map.of("identity", "bob", "index", 0))
                        .body()
                        .get("lastReadMessageIndex")
                        .asInt())
                .isZero();
        assertThat(SANDBOX.control("POST", path + "/leave", Map.of("identity", "bob"))
                        .status())
                .isEqualTo(200);
        assertThat(SANDBOX.twilio()
                        .get("/Conversations/" + sid + "/Participants")
                        .list("participants"))
                .hasSize(1);
    }

    @Test
    void whoIsNoMemberCannotWrite() {
        String sid = SANDBOX.twilio().newConversation();

        Reply refused = SANDBOX.control(
                "POST",
                "/control/sdk/conversations/" + sid + "/messages",
                Map.of("identity", "stranger", "body", "Hi"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("title")).contains("50430");
    }

    @Test
    void aTokenSaysWhoItIsAndInWhichService() {
        String service =
                SANDBOX.twilio().post("/v1/Services", "FriendlyName", "other").sid();
        String token = token(
                header -> {},
                claims -> ((ObjectNode) claims.at("/grants/chat")).put("service_sid", service),
                SandboxCredentials.API_SECRET);

        Reply created = connect(token);

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.body().at("/conversation/createdBy").asText()).isEqualTo("user@example.com");
        assertThat(created.body().at("/conversation/serviceSid").asText()).isEqualTo(service);
    }

    @Test
    void badTokensAreRefusedAsTwilioDoes() {
        String secret = SandboxCredentials.API_SECRET;
        long now = Instant.now().getEpochSecond();

        assertRefused(20101, "nonsense");
        assertRefused(20102, token(header -> header.remove("cty"), claims -> {}, secret));
        assertRefused(20103, token(header -> {}, claims -> claims.put("iss", "SK" + "1".repeat(32)), secret));
        assertRefused(20104, token(header -> {}, claims -> claims.put("exp", now - 1), secret));
        assertRefused(20106, token(header -> {}, claims -> claims.remove("grants"), secret));
        assertRefused(20107, token(header -> {}, claims -> {}, secret + "x"));
        assertRefused(20157, token(header -> {}, claims -> claims.put("exp", now + 86_500), secret));
    }

    private static void assertRefused(int code, String token) {
        Reply refused = connect(token);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("title")).isEqualTo("Twilio error " + code);
    }

    private static Reply connect(String token) {
        return Http.send(
                "POST",
                SANDBOX.origin() + "/control/sdk/conversations",
                "{}",
                Map.of("Authorization", "Bearer " + token));
    }

    private static String token(Consumer<ObjectNode> header, Consumer<ObjectNode> claims, String secret) {
        return SdkToken.of(
                "user@example.com",
                header,
                body -> {
                    ((ObjectNode) body.at("/grants/chat")).put("service_sid", SANDBOX.defaultService());
                    claims.accept(body);
                },
                secret);
    }
}
