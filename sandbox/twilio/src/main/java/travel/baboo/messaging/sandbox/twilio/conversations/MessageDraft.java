package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.messaging.Media;
import travel.baboo.messaging.sandbox.twilio.webhook.PreAnswer;

/**
 * A message that someone wants to send.
 *
 * @param textToPhones what phones get where it differs from the body: the text of a template
 */
public record MessageDraft(
        String author,
        @Nullable String body,
        List<Media> media,
        String attributes,
        @Nullable String contentSid,
        @Nullable String textToPhones,
        @Nullable String subject,
        @Nullable Instant created,
        @Nullable Instant updated) {

    public MessageDraft {
        media = List.copyOf(media);
    }

    /** A plain message, as phones and SDKs send it. */
    public static MessageDraft plain(
            String author, @Nullable String body, List<Media> media, @Nullable String attributes) {
        return new MessageDraft(
                author, body, media, attributes == null ? "{}" : attributes, null, null, null, null, null);
    }

    MessageDraft changedBy(PreAnswer answer) {
        return new MessageDraft(
                String.valueOf(answer.change("author", author)),
                answer.change("body", body),
                media,
                String.valueOf(answer.change("attributes", attributes)),
                contentSid,
                textToPhones,
                subject,
                created,
                updated);
    }
}
