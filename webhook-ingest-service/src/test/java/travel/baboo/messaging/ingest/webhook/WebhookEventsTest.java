package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;

class WebhookEventsTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:03:28.879Z");

    /** WhatsApp's callbacks have an EventType that names no event; captures of live traffic show it. */
    @ParameterizedTest
    @CsvSource({
        "EventType=READ&MessageStatus=read&MessageSid=SM1&ChannelPrefix=whatsapp, sms-status-updated:SM1:read",
        "EventType=DELIVERED&MessageStatus=delivered&MessageSid=SM1, sms-status-updated:SM1:delivered",
        "EventType=UNDELIVERED&MessageStatus=undelivered&ErrorCode=63016&MessageSid=SM1, sms-status-updated:SM1:undelivered",
        "MessageStatus=sent&MessageSid=SM1, sms-status-updated:SM1:sent",
        "EventType=onDeliveryUpdated&Status=read&DeliveryReceiptSid=DY1, delivery-updated:DY1:read"
    })
    void aStatusCallbackIsKnownByItsMessageStatus(String form, String id) {
        TwilioEvent event = WebhookEvents.with(new ObjectMapper())
                .read(new WebhookRequest(WebhookRequest.Kind.FORM, NOW, "/", "", form.getBytes(UTF_8), null));

        assertThat(CloudEventAttributes.of(event).id()).isEqualTo(id);
    }
}
