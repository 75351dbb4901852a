package travel.baboo.messaging.conversation.attention.arrival;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The traveler's phone, as the mirror knows it.
 *
 * @param channel the name at Twilio, such as {@code sms}; null if unknown
 * @param whatsApp whether messages reach it through WhatsApp
 * @param lastInboundAt when it last wrote to us; null if never
 * @param optedOutAt when it opted out; null if it has not
 */
public record Phone(
        @Nullable String channel, boolean whatsApp, @Nullable Instant lastInboundAt, @Nullable Instant optedOutAt) {}
