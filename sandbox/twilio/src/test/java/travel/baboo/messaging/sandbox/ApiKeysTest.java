package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Twilio refuses to keys, the sandbox refuses too. */
class ApiKeysTest {

    private static final String ACCOUNT = "/2010-04-01/Accounts/" + SandboxCredentials.ACCOUNT_SID;

    @ParameterizedTest
    @CsvSource({
        "main, /2010-04-01/Accounts/AC.json, 200",
        "standard, /2010-04-01/Accounts/AC.json, 401",
        "standard, /2010-04-01/Accounts/AC/Keys.json, 401",
        "standard, /2010-04-01/Accounts/AC/Messages.json, 200",
        "standard, /2010-04-01/Accounts/AC/IncomingPhoneNumbers.json, 200",
        "standard, /v1/Services, 200",
        "restricted, /v1/Services, 200",
        "restricted, /2010-04-01/Accounts/AC/Messages.json, 401"
    })
    void aKeyMayDoWhatItsKindMay(String kind, String path, int status) throws Exception {
        Map<String, String> environment = Map.of(
                "SANDBOX_PORT", "0",
                "SANDBOX_API_KEY_KIND", kind,
                "SANDBOX_API_KEY_PATHS", "/v1/Services");
        try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.fromEnvironment(environment))) {
            String url = sandbox.twilioOrigin() + path.replace("/2010-04-01/Accounts/AC", ACCOUNT);

            HttpResponse<String> answer = get(url, SandboxCredentials.API_KEY, SandboxCredentials.API_SECRET);

            assertThat(answer.statusCode()).isEqualTo(status);
            if (status != 200) {
                JsonNode error = new ObjectMapper().readTree(answer.body());
                assertThat(error.path("code").asInt()).isEqualTo(20003);
            }
            assertThat(get(url, SandboxCredentials.ACCOUNT_SID, SandboxCredentials.AUTH_TOKEN)
                            .statusCode())
                    .isNotEqualTo(401);
        }
    }

    private static HttpResponse<String> get(String url, String user, String password) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Authorization", "Basic " + credentials)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
