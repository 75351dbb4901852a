package travel.baboo.messaging.relay.make;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is signed here verifies with the official library. */
class StandardWebhooksTest {

    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String OTHER = "whsec_aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=";
    private static final String BODY = "{\"text\":\"¿Qué tal? 😀\"}";
    private static final String ID = "0b9bd9c5-7f3c-3c49-a3b5-1f2d0a1c9b7e";

    @Test
    void oneSecretVerifies() {
        HttpHeaders headers = signed(List.of(OLD), Instant.now());
        assertThatCode(() -> new Webhook(OLD).verify(BODY, headers)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook(OTHER).verify(BODY, headers))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(OLD).verify(BODY + " ", headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void whileASecretIsReplacedBothVerify() {
        HttpHeaders headers = signed(List.of(NEW, OLD), Instant.now());
        assertThatCode(() -> new Webhook(OLD).verify(BODY, headers)).doesNotThrowAnyException();
        assertThatCode(() -> new Webhook(NEW).verify(BODY, headers)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook(OTHER).verify(BODY, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void anOldSignatureIsRefusedByTheReceiver() {
        HttpHeaders headers = signed(List.of(OLD), Instant.now().minusSeconds(3600));
        assertThatThrownBy(() -> new Webhook(OLD).verify(BODY, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void aSecretOfAnotherFormIsReported() {
        assertThatThrownBy(() -> new StandardWebhooksSigner(List.of("secret")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static HttpHeaders signed(List<String> secrets, Instant time) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(ID),
                        "webhook-timestamp", List.of(Long.toString(time.getEpochSecond())),
                        "webhook-signature", List.of(new StandardWebhooksSigner(secrets).sign(ID, time, BODY))),
                (name, value) -> true);
    }
}
