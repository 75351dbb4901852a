package travel.baboo.messaging.relay.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import travel.baboo.messaging.common.setting.CleanText;
import travel.baboo.messaging.relay.destination.Policy;

/** SMS and WhatsApp through Twilio's Messages API. */
@ConfigMapping(prefix = "baboo.relay.sms")
public interface SmsConfig {

    /** Whether texts are sent; if not, conversations of relayed travelers go to the hooks only. */
    @WithDefault("true")
    boolean enabled();

    /** The kind of SMS sender, which determines the rate. */
    @WithDefault("LONG_CODE")
    SenderKind senderKind();

    /** Maximum concurrent requests per instance. */
    @WithDefault("16")
    int concurrency();

    /** Time after the event at which a text expires. */
    @WithDefault("24h")
    Duration ttl();

    /** Pauses between attempts; after the last one the delivery fails. */
    @WithDefault("5s,30s,2m,10m,30m,2h,5h,10h")
    List<Duration> retrySchedule();

    /** How long a text waits for its conversation's directory entry, which has its recipient. */
    @WithDefault("10m")
    Duration directoryPatience();

    /** Origin of the status callback {@code /api/webhooks/message-status} ({@code PUBLIC_BASE_URL}). */
    @WithConverter(CleanText.class)
    Optional<String> publicBaseUrl();

    /** What to do if Twilio cannot say whether a text was sent: {@code hold}, {@code repeat} or {@code give-up}. */
    @WithDefault("hold")
    Policy.Fate unknown();

    /** Time after which {@code unknown} is applied. */
    @WithDefault("15m")
    Duration unknownPatience();

    /** Times after an attempt of unknown fate at which Twilio is asked. A text that Twilio does not know at the last one was not sent. */
    @WithDefault("15s,2m,10m")
    List<Duration> unknownChecks();

    /** The approved template for WhatsApp outside its window, {@code HX…}; the text is its variable 1. Without it such texts are held. */
    Optional<String> whatsappTemplate();

    /** Kinds of sender, with Twilio's rates in segments per second. */
    enum SenderKind {
        LONG_CODE(1),
        TOLL_FREE(3),
        SHORT_CODE(100);

        private final int segmentsPerSecond;

        SenderKind(int segmentsPerSecond) {
            this.segmentsPerSecond = segmentsPerSecond;
        }

        int segmentsPerSecond() {
            return segmentsPerSecond;
        }
    }
}
