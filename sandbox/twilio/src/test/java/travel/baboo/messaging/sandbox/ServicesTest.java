package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Services, their configuration, roles and users over REST. */
class ServicesTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @Test
    void aServiceCanBeCreatedFetchedListedAndDeletedWithItsConversations() {
        TwilioClient twilio = SANDBOX.twilio();

        Reply created = twilio.post("/v1/Services", "FriendlyName", "baboo");
        assertThat(created.status()).isEqualTo(201);
        assertThat(twilio.get("/v1/Services/" + created.sid()).text("friendly_name"))
                .isEqualTo("baboo");
        assertThat(twilio.get("/v1/Services").list("services")).hasSize(2);
        twilio.inService(created.sid()).newConversation();

        assertThat(twilio.delete("/v1/Services/" + created.sid()).status()).isEqualTo(204);
        assertThat(twilio.get("/v1/Services/" + created.sid()).status()).isEqualTo(404);
        assertThat(SANDBOX.items("/control/conversations")).isEmpty();
        assertThat(twilio.post("/v1/Services").code()).isEqualTo(20001);
    }

    @Test
    void theAccountsConfigurationCanBeChanged() {
        TwilioClient twilio = SANDBOX.twilio();
        String service = twilio.post("/v1/Services", "FriendlyName", "baboo").sid();

        Reply changed =
                twilio.post("/v1/Configuration", "DefaultChatServiceSid", service, "DefaultInactiveTimer", "PT5M");

        assertThat(changed.text("default_chat_service_sid")).isEqualTo(service);
        assertThat(changed.text("default_inactive_timer")).isEqualTo("PT5M");
        assertThat(twilio.get("/Conversations/" + twilio.newConversation()).text("chat_service_sid"))
                .isEqualTo(service);
    }

    @Test
    void webhooksAreConfiguredForTheAccountAndForAService() {
        TwilioClient twilio = SANDBOX.twilio();
        TwilioClient named = twilio.inService(SANDBOX.defaultService());

        for (TwilioClient client : List.of(twilio, named)) {
            Reply changed = client.post(
                    "/Configuration/Webhooks",
                    "PostWebhookUrl",
                    "https://example.com/post",
                    "Filters",
                    "onMessageAdded",
                    "Filters",
                    "onConversationAdded",
                    "Method",
                    "POST");
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.body().get("filters")).hasSize(2);
            assertThat(client.get("/Configuration/Webhooks").text("post_webhook_url"))
                    .isEqualTo("https://example.com/post");
            assertThat(client.post("/Configuration/Webhooks", "PostWebhookUrl", "")
                            .body()
                            .get("post_webhook_url")
                            .isNull())
                    .isTrue();
            assertThat(client.post("/Configuration/Webhooks", "Filters", "onNothing")
                            .status())
                    .isEqualTo(400);
            assertThat(client.post("/Configuration/Webhooks", "PostWebhookUrl", "ftp://x")
                            .status())
                    .isEqualTo(400);
        }
        assertThat(named.get("/Configuration").status()).isEqualTo(200);
        assertThat(named.post("/Configuration", "ReachabilityEnabled", "true")
                        .body()
                        .get("reachability_enabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void everyServiceHasTheFourDefaultRoles() {
        String service =
                SANDBOX.twilio().post("/v1/Services", "FriendlyName", "baboo").sid();

        Reply roles = SANDBOX.twilio().inService(service).get("/Roles");

        assertThat(roles.list("roles").stream()
                        .map(role -> role.get("friendly_name").asText()))
                .containsExactly("service admin", "service user", "channel admin", "channel user");
    }

    @Test
    void aRoleCanBeCreatedFetchedUpdatedAndDeleted() {
        TwilioClient twilio = SANDBOX.twilio();
        TwilioClient named = twilio.inService(SANDBOX.defaultService());
        for (TwilioClient client : List.of(twilio, named)) {
            Reply created =
                    client.post("/Roles", "FriendlyName", "guide", "Type", "conversation", "Permission", "sendMessage");
            assertThat(created.status()).isEqualTo(201);
            assertThat(client.post("/Roles/" + created.sid(), "Permission", "a", "Permission", "b")
                            .body()
                            .get("permissions"))
                    .hasSize(2);
            assertThat(client.get("/Roles/" + created.sid()).status()).isEqualTo(200);
            assertThat(client.delete("/Roles/" + created.sid()).status()).isEqualTo(204);
            assertThat(client.get("/Roles/" + created.sid()).status()).isEqualTo(404);
        }
        assertThat(twilio.post("/Roles", "FriendlyName", "x", "Type", "x", "Permission", "x")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aUserCanBeCreatedFetchedByIdentityUpdatedListedAndDeleted() {
        TwilioClient twilio = SANDBOX.twilio();
        TwilioClient named = twilio.inService(SANDBOX.defaultService());
        for (TwilioClient client : List.of(twilio, named)) {
            Reply created = client.post("/Users", "Identity", "a+b@example.com", "FriendlyName", "Ann");
            assertThat(created.status()).isEqualTo(201);
            assertThat(client.get("/Users/a+b%40example.com").sid()).isEqualTo(created.sid());
            assertThat(client.post("/Users/" + created.sid(), "FriendlyName", "Bea")
                            .text("friendly_name"))
                    .isEqualTo("Bea");
            assertThat(client.get("/Users").list("users")).hasSize(1);
            assertThat(client.post("/Users", "Identity", "a+b@example.com").status())
                    .isEqualTo(409);
            assertThat(client.delete("/Users/" + created.sid()).status()).isEqualTo(204);
            assertThat(client.get("/Users/" + created.sid()).status()).isEqualTo(404);
        }
        assertThat(twilio.post("/Users").code()).isEqualTo(20001);
    }
}
