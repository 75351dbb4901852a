package travel.baboo.messaging.conversation.twilio;

import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param author Twilio's {@code Author}
 * @param body the text; null for a template, or for media alone
 * @param contentSid an approved template, {@code HX…}; replaces body and media
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
