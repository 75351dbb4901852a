package travel.baboo.messaging.conversation.twilio;

import org.jspecify.annotations.Nullable;

/**
 * A message for Twilio.
 *
 * @param author who wrote it, as Twilio is told
 * @param body the text; null for a template or media alone
 * @param contentSid an approved template, {@code HX…}; sent instead of body and media
 * @param contentVariables the template's variables, a JSON object
 * @param mediaSid uploaded media, {@code ME…}
 * @param attributes a JSON object
 */
public record NewMessage(
        String author,
        @Nullable String body,
        @Nullable String contentSid,
        @Nullable String contentVariables,
        @Nullable String mediaSid,
        String attributes) {}
