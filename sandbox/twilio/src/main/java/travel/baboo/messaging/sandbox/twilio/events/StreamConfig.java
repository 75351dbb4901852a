package travel.baboo.messaging.sandbox.twilio.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Event Streams behaves where Twilio promises or documents nothing.
 *
 * @param delay from the event to the first attempt; normally seconds (twilio.com/docs/events)
 * @param firstPause before the first retry; doubles with each, with jitter
 * @param restChanges whether changes over REST without {@code X-Twilio-Webhook-Enabled} are reported: not documented
 * @param signsUserInfo whether the signed URL keeps {@code user:password@}: not documented
 * @param sharedKey secret of the shared key that signs with HMAC-SHA256; null if the auth token signs. Whether the Webhooks configuration
 *     API, which has shared keys, reaches Event Streams is not documented
 */
public record StreamConfig(
        Duration delay, Duration firstPause, boolean restChanges, boolean signsUserInfo, @Nullable String sharedKey) {

    public static final StreamConfig DEFAULT =
            new StreamConfig(Duration.ofSeconds(2), Duration.ofSeconds(1), true, false, null);

    public StreamConfig {
        if (delay.isNegative() || firstPause.isNegative() || firstPause.isZero()) {
            throw new IllegalArgumentException("SANDBOX_STREAM_… must not be negative");
        }
    }

    /** The same, signed with a shared key. */
    public StreamConfig withSharedKey(String secret) {
        return new StreamConfig(delay, firstPause, restChanges, signsUserInfo, secret);
    }
}
