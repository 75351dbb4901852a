package travel.baboo.messaging.common.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.Service;
import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.sid.AccountSid;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxServer;

/** Drives the real SDK through our HTTP client against the sandbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwilioHttpClientTest {

    private final ObjectMapper json = new ObjectMapper();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private SandboxServer sandbox;

    @SuppressWarnings("NullAway.Init")
    private TwilioRestClient client;

    private String service = "";

    @BeforeAll
    void start() {
        sandbox = SandboxServer.start(SandboxConfig.forTests());
        client = client(sandbox.twilioOrigin(), SandboxCredentials.AUTH_TOKEN);
        service = Service.creator("test").create(client).getSid();
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        control("DELETE", "/control/faults/rest", null);
        control("DELETE", "/control/twilio/requests", null);
    }

    @Test
    void theSdkSpeaksToTheOriginThatIsSet() {
        Conversation made =
                Conversation.creator(service).setFriendlyName("Ann & Bob + 1").create(client);
        Conversation fetched = Conversation.fetcher(service, made.getSid()).fetch(client);
        assertThat(fetched.getFriendlyName()).isEqualTo("Ann & Bob + 1");
        assertThat(fetched.getState()).isEqualTo(Conversation.State.ACTIVE);
    }

    @Test
    void pagesAreFollowed() {
        String other = Service.creator("pages").create(client).getSid();
        for (int i = 0; i < 5; i++) {
            Conversation.creator(other).create(client);
        }
        List<String> sids = new ArrayList<>();
        Conversation.reader(other).pageSize(2).read(client).forEach(conversation -> sids.add(conversation.getSid()));
        assertThat(sids).hasSize(5).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "NULL", "nullable", " null"})
    void aTextThatReadsNullIsSentLikeAnyOther(String text) {
        String conversation = Conversation.creator(service).create(client).getSid();
        Message message = Message.creator(service, conversation)
                .setBody(TwilioHttpClient.literal(text))
                .create(client);
        assertThat(message.getBody()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "500, SERVER_ERROR, UNKNOWN_EFFECT",
        "503, SERVER_ERROR, UNKNOWN_EFFECT",
        "429, RATE_LIMITED, LATER",
        "401, NOT_AUTHENTICATED, NEVER"
    })
    void aFailedPostIsReportedAndNeverRetried(int status, TwilioErrorKind kind, TwilioErrorKind.Repeat repeat) {
        control(
                "POST",
                "/control/faults/rest",
                Map.of("kind", "status", "status", status, "retryAfterSeconds", 3, "times", 10));
        assertThatThrownBy(() -> Conversation.creator(service).create(client))
                .asInstanceOf(type(TwilioException.class))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(kind);
                    assertThat(failure.kind().repeat()).isEqualTo(repeat);
                    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
                });
        assertThat(control("GET", "/control/twilio/requests", null).get("items"))
                .hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotComeInTimeLeavesTheEffectUnknown() {
        control("POST", "/control/faults/rest", Map.of("kind", "timeout", "moment", "after", "times", 1));
        TwilioRestClient impatient =
                client(sandbox.twilioOrigin(), SandboxCredentials.AUTH_TOKEN, Duration.ofSeconds(2));
        assertThatThrownBy(() -> Conversation.creator(service).create(impatient))
                .asInstanceOf(type(TwilioException.class))
                .extracting(TwilioException::kind)
                .isEqualTo(TwilioErrorKind.TIMED_OUT);
        // On a busy machine we give up before the sandbox has done it.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        control("GET", "/control/twilio/requests", null).get("items"))
                .hasSize(1));
    }

    @Test
    void withoutAConnectionNothingHasHappened() {
        TwilioRestClient nowhere = client("http://127.0.0.1:1", "token");
        assertThatThrownBy(() -> Conversation.creator(service).create(nowhere))
                .asInstanceOf(type(TwilioException.class))
                .extracting(failure -> failure.kind().repeat())
                .isEqualTo(TwilioErrorKind.Repeat.LATER);
    }

    /** No byte of a request goes out before the handshake is done; the text was taken for perhaps sent all the same. */
    @Test
    void withoutAHandshakeNothingHasHappened() throws IOException, GeneralSecurityException {
        SSLContext withoutCertificate = SSLContext.getInstance("TLS");
        withoutCertificate.init(null, null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(withoutCertificate));
        server.start();
        try {
            TwilioRestClient untrusted =
                    client("https://127.0.0.1:" + server.getAddress().getPort(), "token");
            assertThatThrownBy(() -> Conversation.creator(service).create(untrusted))
                    .asInstanceOf(type(TwilioException.class))
                    .extracting(TwilioException::kind)
                    .isEqualTo(TwilioErrorKind.UNREACHABLE);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aRefusalKeepsTwiliosWordsOutOfItsMessage() {
        assertThatThrownBy(() ->
                        Conversation.fetcher(service, "CH" + "0".repeat(32)).fetch(client))
                .asInstanceOf(type(TwilioException.class))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(TwilioErrorKind.NOT_FOUND);
                    assertThat(failure.code()).isEqualTo(20404);
                    assertThat(failure.getMessage())
                            .isEqualTo("Twilio call failed: NOT_FOUND (status 404, code 20404)");
                });
    }

    @Test
    void everyCallIsMeasuredWithoutAnyIdInItsLabels() {
        Conversation.creator(service).create(client);
        assertThat(meters.get(TwilioHttpClient.REQUESTS_METRIC)
                        .tag("resource", "Services.Conversations")
                        .tag("method", "POST")
                        .tag("outcome", "SUCCESS")
                        .timer()
                        .count())
                .isPositive();
        assertThat(meters.getMeters())
                .allSatisfy(
                        meter -> assertThat(meter.getId().getTags().toString()).doesNotContain(service));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/Services/IS1/Conversations/inquiry_7/Messages, Services.Conversations.Messages",
        "/v1/Services/IS1/Configuration/Webhooks, Services.Configuration.Webhooks",
        "/v1/Conversations, Conversations",
        "/2010-04-01/Accounts/AC1/Messages.json, Accounts.Messages"
    })
    void aPathIsNamedWithoutItsIds(String path, String name) {
        assertThat(TwilioResourceName.of(path)).isEqualTo(name);
    }

    private TwilioRestClient client(String origin, String token) {
        return client(origin, token, Duration.ofSeconds(60));
    }

    private TwilioRestClient client(String origin, String token, Duration timeout) {
        TwilioHttpClient out = new TwilioHttpClient(URI.create(origin), Duration.ofSeconds(60), timeout, json, meters);
        TwilioConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TwilioConfig.class)
                .withDefaultValue("baboo.twilio.account-sid", SandboxCredentials.ACCOUNT_SID)
                .build()
                .getConfigMapping(TwilioConfig.class);
        return new BabooTwilioRestClient(
                SandboxCredentials.ACCOUNT_SID, token, new AccountSid(SandboxCredentials.ACCOUNT_SID), out, config);
    }

    private JsonNode control(String method, String path, @Nullable Object body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.twilioOrigin() + path))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(json.writeValueAsString(body)))
                    .build();
            String answer = http.send(request, BodyHandlers.ofString()).body();
            return json.readTree(answer.isEmpty() ? "{}" : answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
