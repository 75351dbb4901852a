package travel.baboo.messaging.conversation.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The doctor sees what is wrong, names the remedy and changes nothing; provisioning is the remedy for most of it. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class DoctorTest extends Journey {

    private static final String TEMPLATE = "HX0123456789abcdef0123456789abcd99";

    @ConfigProperty(name = SandboxTestResource.ORIGIN)
    String origin;

    @ConfigProperty(name = "PUBLIC_BASE_URL")
    String publicBaseUrl;

    @Test
    void whatIsProvisionedIsHealthy() {
        examine("")
                .body("healthy", equalTo(true))
                .body("lines.status", equalTo(java.util.Collections.nCopies(12, "ok")));
        as(expert).get("/api/admin/doctor").then().statusCode(403);
    }

    @Test
    void aWrongWebhookIsSeenAndProvisioningIsTheRemedy() {
        String service = as(admin).post("/api/admin/provision").path("environment.TWILIO_CONVERSATIONS_SERVICE_SID");
        sandbox.quietly(
                        "Services/" + service + "/Configuration/Webhooks",
                        Map.of(
                                "Filters",
                                "onMessageAdded",
                                "PostWebhookUrl",
                                "https://example.com/old",
                                "Method",
                                "GET"))
                .statusCode(200);
        ValidatableResponse sick = examine("").body("healthy", equalTo(false));
        sick.body(line("webhook URL") + ".status", equalTo("failed"))
                .body(line("webhook URL") + ".detail", containsString("https://example.com/old"))
                .body(line("webhook URL") + ".remedy", equalTo("Run provision."))
                .body(line("webhook method") + ".status", equalTo("failed"))
                .body(line("webhook filters") + ".detail", containsString("onParticipantAdded"))
                .body(line("webhook filters") + ".detail", not(containsString("onMessageAdded")));

        assertThat(outcomes("?dryRun=true")).contains("would-change");
        examine("").body("healthy", equalTo(false));
        assertThat(outcomes("")).contains("changed");
        assertThat(outcomes("")).containsOnly("found");
        examine("").body("healthy", equalTo(true));
    }

    @Test
    void aPersonsComplaintIsFollowed() {
        String identity = "maria-" + inquiryId + "@example.com";
        String sid = as(expert)
                .body(inquiry(identity, "Maria", "Hello?"))
                .post("/api/inquiries")
                .then()
                .statusCode(201)
                .extract()
                .path("conversationSid");
        examine("?identity=" + identity)
                .body(line("identity") + ".status", equalTo("ok"))
                .body(line("conversations") + ".detail", containsString(sid));
        examine("?identity=" + identity.toUpperCase(java.util.Locale.ROOT))
                .body(line("identity spelling") + ".detail", containsString("\"" + identity + "\""))
                .body(line("conversations") + ".status", equalTo("warning"));
        examine("?identity=" + UUID.randomUUID())
                .body("healthy", equalTo(false))
                .body(line("identity") + ".status", equalTo("failed"));
    }

    @Test
    void theWhatsAppWindowAndTemplatesAreLookedAt() {
        String address = "whatsapp:" + phone;
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("traveler", Map.of("name", "Ann", "channel", "whatsapp", "address", phone));
        as(expert).body(inquiry).post("/api/inquiries").then().statusCode(201);
        examineAddress(address).body(line("WhatsApp window") + ".detail", equalTo("never opened"));
        sandbox.text(address, "whatsapp:" + SandboxCredentials.PHONE_NUMBER, "Hi")
                .statusCode(200);
        examineAddress(address)
                .body(line("WhatsApp window") + ".detail", containsString("open until"))
                .body("lines.detail.join(' ')", not(containsString(phone)));
        sandbox.template(TEMPLATE, "Hello");
        examine("?contentSid=" + TEMPLATE).body(line("template") + ".status", equalTo("ok"));
        examine("?contentSid=" + TEMPLATE.replace("99", "98")).body(line("template") + ".status", equalTo("failed"));
    }

    @Test
    void theCommandReportsTheSameAndSetsItsExitCode() {
        as(admin).post("/api/admin/provision").then().statusCode(200);
        Map<String, String> environment = new HashMap<>(Map.of(
                "TWILIO_ORIGIN", origin,
                "TWILIO_ACCOUNT_SID", SandboxCredentials.ACCOUNT_SID,
                "TWILIO_AUTH_TOKEN", SandboxCredentials.AUTH_TOKEN,
                "TWILIO_API_KEY", SandboxCredentials.API_KEY,
                "TWILIO_API_SECRET", SandboxCredentials.API_SECRET,
                "TWILIO_PHONE_NUMBER", SandboxCredentials.PHONE_NUMBER,
                "PUBLIC_BASE_URL", publicBaseUrl));
        List<String> said = new ArrayList<>();
        assertThat(doctor(environment, said)).isEqualTo(0);
        assertThat(said.get(0)).contains("ok       API key", "ok       webhook URL", "ok       phone number");
        environment.put("TWILIO_API_SECRET", "another-secret-another-secret-another");
        environment.put("TWILIO_CHANNEL_USER_ROLE", "RL00000000000000000000000000000000");
        assertThat(doctor(environment, said)).isEqualTo(1);
        assertThat(said.get(1)).contains("failed   API key", "-> Set TWILIO_ACCOUNT_SID with TWILIO_API_KEY");
        assertThat(said.get(1)).doesNotContain("another-secret");
        assertThat(doctor(environment, said, "--identity")).isEqualTo(2);
        assertThat(doctor(environment, said, "--nonsense", "x")).isEqualTo(2);
        assertThat(doctor(Map.of(), said)).isEqualTo(2);
    }

    private static int doctor(Map<String, String> environment, List<String> said, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exitCode = DoctorCommand.run(List.of(arguments), environment, print, print);
        said.add(out.toString(StandardCharsets.UTF_8));
        return exitCode;
    }

    private List<String> outcomes(String query) {
        return as(admin)
                .post("/api/admin/provision" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("steps.outcome");
    }

    private ValidatableResponse examine(String query) {
        return as(admin).get("/api/admin/doctor" + query).then().statusCode(200);
    }

    private ValidatableResponse examineAddress(String address) {
        return as(admin)
                .queryParam("address", address)
                .get("/api/admin/doctor")
                .then()
                .statusCode(200);
    }

    private static String line(String check) {
        return "lines.find { it.check == '" + check + "' }";
    }
}
