package travel.baboo.messaging.sandbox.twilio.messaging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text on its way to a phone.
 *
 * @param from the sending address; null when the messaging service picks it
 * @param contentSid set when the body comes from an approved template
 */
public record OutboundText(
        @Nullable String from,
        String to,
        String body,
        List<Media> media,
        List<String> mediaUrls,
        @Nullable String contentSid,
        @Nullable String messagingServiceSid,
        @Nullable String conversationSid,
        @Nullable String statusCallback) {}
