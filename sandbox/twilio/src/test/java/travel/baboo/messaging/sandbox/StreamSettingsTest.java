package travel.baboo.messaging.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.twilio.events.StreamConfig;

/** Event Streams with other settings and another time, each with a sandbox of its own. */
class StreamSettingsTest {

    private static final StreamConfig HASTY =
            new StreamConfig(Duration.ofMillis(20), Duration.ofMillis(50), true, false, null);

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aSharedKeySignsTheSameUrlWithHmacSha256AndIsNamed() throws GeneralSecurityException {
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxConfig.forTests().withStream(HASTY.withSharedKey("a-shared-key")))) {
            TwilioClient twilio = TwilioClient.of(sandbox.twilioOrigin());
            subscribe(twilio);
            message(twilio);

            Receiver.Request request = receiver.await(1).get(0);

            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("a-shared-key".getBytes(UTF_8), "HmacSHA256"));
            byte[] url = receiver.url(request.uri()).getBytes(UTF_8);
            assertThat(request.header("X-Twilio-Signature"))
                    .isEqualTo(Base64.getEncoder().encodeToString(mac.doFinal(url)));
            assertThat(request.header("X-Twilio-Webhooks-Signature-Settings")).endsWith(",algorithm=HMAC_SHA256");
        }
    }

    @Test
    void anEventIsRetriedForFourHoursOfTheSandboxsClockAndThenDropped() {
        MovableClock clock = new MovableClock();
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxConfig.forTests().withStream(HASTY), clock)) {
            TwilioClient twilio = TwilioClient.of(sandbox.twilioOrigin());
            subscribe(twilio);
            receiver.answer(503, "");
            message(twilio);
            receiver.await(2);

            clock.now = clock.now.plus(Duration.ofHours(4).minusMinutes(1));
            int before = receiver.requests().size();
            receiver.await(before + 2);
            assertThat(outcomes(sandbox)).containsOnly("retried");

            clock.now = clock.now.plus(Duration.ofMinutes(2));
            Wait.until(() -> outcomes(sandbox), seen -> seen.contains("expired"));
            assertThat(outcomes(sandbox)).endsWith("expired").containsOnlyOnce("expired");
        }
    }

    private static final class MovableClock extends Clock {

        private volatile Instant now = Instant.parse("2026-08-11T13:03:30Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("the sandbox knows UTC only");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void subscribe(TwilioClient twilio) {
        String sink = twilio.post(
                        "/v1/Sinks",
                        "Description",
                        "baboo",
                        "SinkType",
                        "webhook",
                        "SinkConfiguration",
                        "{\"destination\":\"" + receiver.url("/stream") + "\",\"batch_events\":false}")
                .sid();
        assertThat(twilio.post(
                                "/v1/Subscriptions",
                                "Description",
                                "baboo",
                                "SinkSid",
                                sink,
                                "Types",
                                "{\"type\":\"com.twilio.conversations.message.added\",\"schema_version\":2}")
                        .status())
                .isEqualTo(201);
    }

    private static void message(TwilioClient twilio) {
        String conversation = twilio.newConversation();
        assertThat(twilio.post("/Conversations/" + conversation + "/Messages", "Body", "Hi")
                        .status())
                .isEqualTo(201);
    }

    private static List<String> outcomes(SandboxServer sandbox) {
        JsonNode items = Http.send("GET", sandbox.twilioOrigin() + "/control/event-stream", null, Map.of())
                .body()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(attempt -> attempt.get("outcome").asText())
                .toList();
    }
}
