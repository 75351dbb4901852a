package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import travel.baboo.messaging.sandbox.twilio.realtime.SdkClient;
import travel.baboo.messaging.sandbox.twilio.realtime.SdkToken;

/** The web socket of Twilio's SDKs, frame by frame. What the SDKs make of it is tested with the SDKs themselves. */
class RealtimeTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @Test
    void aGoodTokenIsWelcomeAndMakesAUser() {
        try (SdkClient socket = new SdkClient(SANDBOX.origin())) {
            JsonNode reply = socket.init(SdkToken.of("elena", claims -> {}));

            assertThat(reply.at("/status/code").asInt()).isEqualTo(200);
            assertThat(reply.path("continuation_token").asText()).isNotEmpty();
            assertThat(SANDBOX.control("GET", "/control/realtime", null)
                            .body()
                            .at("/online/elena")
                            .asInt())
                    .isEqualTo(1);
            assertThat(SANDBOX.twilio().get("/Users/elena").status()).isEqualTo(200);
        }
    }

    @Test
    void badTokensAreRefusedAsTwilioDoes() {
        long now = Instant.now().getEpochSecond();
        assertRefused(20101, "nonsense");
        assertRefused(
                20102,
                SdkToken.of("elena", header -> header.remove("cty"), claims -> {}, SandboxCredentials.API_SECRET));
        assertRefused(20103, SdkToken.of("elena", claims -> claims.put("iss", "SK" + "1".repeat(32))));
        assertRefused(20104, SdkToken.of("elena", claims -> claims.put("exp", now - 1)));
        assertRefused(20106, SdkToken.of("elena", claims -> claims.remove("grants")));
        assertRefused(20107, SdkToken.of("elena", header -> {}, claims -> {}, SandboxCredentials.API_SECRET + "x"));
        assertRefused(20157, SdkToken.of("elena", claims -> claims.put("exp", now + 86_500)));
        assertRefused(
                20103,
                SdkToken.of("elena", header -> header.put("twr", "ie1"), claims -> {}, SandboxCredentials.API_SECRET));
        SANDBOX.control("PUT", "/control/api-key", Map.of("revoked", true));
        assertRefused(20103, SdkToken.of("elena", claims -> {}));
    }

    @Test
    void aWidgetOpensAConversationJoinsItAndWrites() {
        try (Receiver receiver = new Receiver();
                SdkClient visitor = new SdkClient(SANDBOX.origin())) {
            SANDBOX.webhooks(receiver.url("/"), "onConversationAdded", "onParticipantAdded", "onMessageAdded");
            visitor.init(SdkToken.of("visitor-1", claims -> {}));

            String sid = visitor.createConversation("Widget");
            visitor.send(sid, "Hi", null);

            List<Receiver.Request> webhooks = receiver.await(3);
            assertThat(webhooks.stream().map(Receiver.Request::event))
                    .containsExactly("onConversationAdded", "onParticipantAdded", "onMessageAdded");
            for (Receiver.Request request : webhooks) {
                assertThat(request.field("Source")).isEqualTo("SDK");
                assertThat(request.field("ClientIdentity")).isEqualTo("visitor-1");
            }
            assertThat(webhooks.get(0).form().has("UniqueName")).isFalse();
            assertThat(webhooks.get(2).field("ParticipantSid")).startsWith("MB");
        }
    }

    @Test
    void aTokenSaysInWhichService() {
        String service =
                SANDBOX.twilio().post("/v1/Services", "FriendlyName", "other").sid();
        try (SdkClient elena = new SdkClient(SANDBOX.origin())) {
            elena.init(SdkToken.of(
                    "elena", claims -> ((ObjectNode) claims.at("/grants/chat")).put("service_sid", service)));

            String sid = elena.createConversation("There");

            assertThat(SANDBOX.twilio()
                            .get("/v1/Services/" + service + "/Conversations/" + sid)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void nothingIsAnsweredBeforeInit() {
        try (SdkClient socket = new SdkClient(SANDBOX.origin())) {
            assertThat(socket.request("GET", "/Client/v2/Configuration", null).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void anotherPersonsTokenEndsTheSession() {
        try (SdkClient socket = new SdkClient(SANDBOX.origin())) {
            socket.init(SdkToken.of("elena", claims -> {}));

            JsonNode close = socket.update(SdkToken.of("marta", claims -> {}));

            assertThat(close.at("/status/errorCode").asInt()).isEqualTo(51_232);
        }
    }

    @Test
    void anEndedTokenClosesAndIsAnnouncedBefore() {
        try (SdkClient socket = new SdkClient(SANDBOX.origin())) {
            socket.init(SdkToken.of(
                    "elena", claims -> claims.put("exp", Instant.now().getEpochSecond() + 3)));

            assertThat(socket.next().path("client_update_type").asText()).isEqualTo("token_about_to_expire");
            JsonNode close = socket.next();
            assertThat(close.path("method").asText()).isEqualTo("close");
            assertThat(close.at("/status/code").asInt()).isEqualTo(410);
            assertThat(close.at("/status/errorCode").asInt()).isEqualTo(51_207);
        }
    }

    @Test
    void whatIsNotKnownIsA404AndOnRecord() {
        try (SdkClient socket = new SdkClient(SANDBOX.origin())) {
            socket.init(SdkToken.of("elena", claims -> {}));

            assertThat(socket.request("GET", "/Client/v2/Nonsense", null).status())
                    .isEqualTo(404);
            JsonNode unknown =
                    SANDBOX.control("GET", "/control/realtime", null).body().path("unknown");
            assertThat(unknown.findValuesAsText("path")).contains("/Client/v2/Nonsense");
        }
    }

    @Test
    void faultsOfTunneledRequestsStrike() {
        SANDBOX.control(
                "POST",
                "/control/faults/realtime",
                Map.of("kind", "status", "status", 503, "path", "ContentTemplates"));
        try (SdkClient socket = new SdkClient(SANDBOX.origin())) {
            socket.init(SdkToken.of("elena", claims -> {}));

            assertThat(socket.request("GET", "/Client/v2/ContentTemplates", null)
                            .status())
                    .isEqualTo(503);
            assertThat(socket.request("GET", "/Client/v2/ContentTemplates", null)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aKeyOfARegionSignsTokensForThatRegionAlone() {
        try (SandboxServer irish = SandboxServer.start(
                SandboxConfig.fromEnvironment(Map.of("SANDBOX_PORT", "0", "TWILIO_REGION", "ie1")))) {
            try (SdkClient socket = new SdkClient(irish.twilioOrigin())) {
                assertThat(socket.init(SdkToken.of("elena", claims -> {}))
                                .at("/status/errorCode")
                                .asInt())
                        .isEqualTo(20103);
            }
            try (SdkClient socket = new SdkClient(irish.twilioOrigin())) {
                assertThat(socket.init(SdkToken.of(
                                        "elena",
                                        header -> header.put("twr", "ie1"),
                                        claims -> {},
                                        SandboxCredentials.API_SECRET))
                                .at("/status/code")
                                .asInt())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aPathThatCannotBeDecodedIsABadRequest() {
        try (SdkClient socket = new SdkClient(SANDBOX.origin())) {
            socket.init(SdkToken.of("elena", claims -> {}));

            assertThat(socket.request("GET", "/Client/v2/%zz", null).status()).isEqualTo(400);
        }
    }

    @Test
    void whatIsNoFrameEndsTheConnection() {
        try (SdkClient socket = new SdkClient(SANDBOX.origin())) {
            socket.sendRaw(new byte[] {1, 2, 3});

            assertThat(socket.next().path("method").asText()).isEqualTo(SdkClient.CLOSED);
        }
    }

    /** A member's objects are his: another's list of conversations, and a stranger's conversation, are not shown. */
    @Test
    void nobodyReadsAnothersObjects() {
        String conversation = SANDBOX.twilio().newConversation();
        try (SdkClient elena = new SdkClient(SANDBOX.origin());
                SdkClient stranger = new SdkClient(SANDBOX.origin())) {
            elena.init(SdkToken.of("elena", claims -> {}));
            stranger.init(SdkToken.of("stranger", claims -> {}));
            String hers = SANDBOX.twilio().get("/Users/elena").text("sid") + ".my_conversations";

            assertThat(elena.request("GET", "/v3/Maps/" + hers, null).status()).isEqualTo(200);
            assertThat(stranger.request("GET", "/v3/Maps/" + hers, null).status())
                    .isEqualTo(403);
            assertThat(stranger.request("GET", "/v3/Documents/" + conversation + ".conversation", null)
                            .status())
                    .isEqualTo(403);
            assertThat(stranger.request("GET", "/v3/Lists/" + conversation + ".messages", null)
                            .status())
                    .isEqualTo(403);
            assertThat(stranger.request("GET", "/v3/Lists/CH" + "0".repeat(32) + ".messages", null)
                            .status())
                    .isEqualTo(404);
        }
    }

    private static void assertRefused(int code, String token) {
        try (SdkClient socket = new SdkClient(SANDBOX.origin())) {
            JsonNode reply = socket.init(token);
            assertThat(reply.at("/status/code").asInt()).isEqualTo(401);
            assertThat(reply.at("/status/errorCode").asInt()).isEqualTo(code);
        }
    }
}
