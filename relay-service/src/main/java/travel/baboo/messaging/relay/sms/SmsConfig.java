package travel.baboo.messaging.relay.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import travel.baboo.messaging.common.setting.CleanText;
import travel.baboo.messaging.relay.destination.Policy;

/** Plain SMS and WhatsApp over Twilio's Messages API. */
@ConfigMapping(prefix = "baboo.relay.sms")
public interface SmsConfig {

    /** Whether texts are sent at all; without, conversations of relayed travelers go to the hooks only. */
    @WithDefault("true")
    boolean enabled();

    /** What sends SMS, and thereby how fast. */
    @WithDefault("LONG_CODE")
    SenderKind senderKind();

    /** The most requests of one instance under way. */
    @WithDefault("16")
    int concurrency();

    /** After this time since it happened, a text is {@code expired}, not late. */
    @WithDefault("24h")
    Duration ttl();

    /** The pauses between attempts; after the last one the delivery has failed. */
    @WithDefault("5s,30s,2m,10m,30m,2h,5h,10h")
    List<Duration> retrySchedule();

    /** How long a text waits for its conversation's directory record; without one nobody knows whom it is for. */
    @WithDefault("10m")
    Duration directoryPatience();

    /** Where Twilio reports what becomes of a text: this origin and {@code /api/webhooks/message-status} ({@code PUBLIC_BASE_URL}). */
    @WithConverter(CleanText.class)
    Optional<String> publicBaseUrl();

    /** What becomes of a text when not even Twilio can say whether it was sent: {@code hold}, {@code repeat} or {@code give-up}. */
    @WithDefault("hold")
    Policy.Fate unknown();

    /** After this time the setting {@code unknown} is applied. */
    @WithDefault("15m")
    Duration unknownPatience();

    /** How long after an attempt of unknown fate Twilio is asked for the text. What it does not know at the last time was not sent. */
    @WithDefault("15s,2m,10m")
    List<Duration> unknownChecks();

    /** The approved template for WhatsApp outside its window, {@code HX…}; the text is its variable 1. Without it such texts are held. */
    Optional<String> whatsappTemplate();

    /** Who sends, by Twilio's rates in segments a second. */
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
