package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sandbox for a test class, as new before each test, with the calls that most tests make. */
final class SandboxExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final String PHONE = "+14155550100";
    static final String OUR_NUMBER = SandboxCredentials.PHONE_NUMBER;

    private final SandboxConfig config;
    private @Nullable SandboxServer server;

    SandboxExtension() {
        this(SandboxConfig.forTests());
    }

    SandboxExtension(SandboxConfig config) {
        this.config = config;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = SandboxServer.start(config);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        assertThat(control("POST", "/control/reset", null).status()).isEqualTo(201);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server().close();
    }

    SandboxServer server() {
        return Objects.requireNonNull(server);
    }

    String origin() {
        return server().twilioOrigin();
    }

    TwilioClient twilio() {
        return TwilioClient.of(origin());
    }

    String defaultService() {
        return twilio().get("/v1/Configuration").text("default_chat_service_sid");
    }

    Reply control(String method, String path, @Nullable Object body) {
        try {
            return Http.send(
                    method,
                    origin() + path,
                    body == null ? null : body instanceof String text ? text : Http.MAPPER.writeValueAsString(body),
                    Map.of("Content-Type", "application/json"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    List<JsonNode> items(String path) {
        return StreamSupport.stream(
                        control("GET", path, null).body().path("items").spliterator(), false)
                .toList();
    }

    /** What is on a phone, oldest first. */
    List<JsonNode> phone(String number) {
        return items("/control/phones/" + number + "/messages");
    }

    Reply write(String phone, String body) {
        return control("POST", "/control/phones/" + phone + "/messages", Map.of("body", body));
    }

    String newConversationWithPhone(String phone) {
        String sid = twilio().newConversation();
        Reply joined = twilio().post(
                        "/Conversations/" + sid + "/Participants",
                        "MessagingBinding.Address",
                        phone,
                        "MessagingBinding.ProxyAddress",
                        phone.startsWith("whatsapp:") ? "whatsapp:" + OUR_NUMBER : OUR_NUMBER);
        assertThat(joined.status()).isEqualTo(201);
        return sid;
    }

    /** Configures the account's webhooks. */
    void webhooks(String postUrl, String... filters) {
        configure("PostWebhookUrl", postUrl, filters);
    }

    void preWebhooks(String preUrl, String... filters) {
        configure("PreWebhookUrl", preUrl, filters);
    }

    private void configure(String name, String url, String... filters) {
        String[] form = new String[2 + filters.length * 2];
        form[0] = name;
        form[1] = url;
        for (int i = 0; i < filters.length; i++) {
            form[2 + 2 * i] = "Filters";
            form[3 + 2 * i] = filters[i];
        }
        assertThat(twilio().post("/v1/Configuration/Webhooks", form).status()).isEqualTo(200);
    }
}
