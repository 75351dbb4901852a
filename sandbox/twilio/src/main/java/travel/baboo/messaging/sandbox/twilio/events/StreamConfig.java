package travel.baboo.messaging.sandbox.twilio.events;

import java.time.Duration;

/**
 * How Event Streams behaves where Twilio promises or documents nothing.
 *
 * @param delay from the event to the first attempt; normally seconds (twilio.com/docs/events)
 * @param firstPause before the first retry; doubles with each, with jitter
 * @param restChanges whether changes over REST without {@code X-Twilio-Webhook-Enabled} are reported: not documented
 * @param signsUserInfo whether the signed URL keeps {@code user:password@}: not documented
 */
public record StreamConfig(Duration delay, Duration firstPause, boolean restChanges, boolean signsUserInfo) {

    public static final StreamConfig DEFAULT =
            new StreamConfig(Duration.ofSeconds(2), Duration.ofSeconds(1), true, false);

    public StreamConfig {
        if (delay.isNegative() || firstPause.isNegative() || firstPause.isZero()) {
            throw new IllegalArgumentException("SANDBOX_STREAM_… must not be negative");
        }
    }
}
