package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message: a text, uploaded media with or without a text, or an approved template. Checks Twilio's limits before
 * anything is sent.
 *
 * @param body 1 to 1600 characters; null for none
 * @param contentSid the template, {@code HX…}; null for none
 * @param contentVariables the template's variables by name
 * @param mediaSid the media, {@code ME…}, from Twilio's upload
 */
record MessageContent(
        @Nullable String body,
        @Nullable String contentSid,
        @Nullable ObjectNode contentVariables,
        @Nullable String mediaSid) {

    private static final Pattern CONTENT_SID = Pattern.compile("HX[0-9a-f]{32}");
    private static final Pattern MEDIA_SID = Pattern.compile("ME[0-9a-f]{32}");

    MessageContent {
        if (body == null && contentSid == null && mediaSid == null) {
            throw new IllegalArgumentException("body, contentSid or mediaSid is needed");
        }
        if (contentSid != null && (body != null || mediaSid != null)) {
            throw new IllegalArgumentException(
                    "a template is sent alone: contentSid goes with neither body nor mediaSid");
        }
        if (contentVariables != null && contentSid == null) {
            throw new IllegalArgumentException("contentVariables need a contentSid");
        }
        if (body != null && body.isBlank()) {
            throw new IllegalArgumentException("body must not be blank");
        }
        if (body != null && body.codePointCount(0, body.length()) > MessageRequest.MAX_BODY_LENGTH) {
            throw new IllegalArgumentException("body has at most " + MessageRequest.MAX_BODY_LENGTH + " characters");
        }
        if (contentSid != null && !CONTENT_SID.matcher(contentSid).matches()) {
            throw new IllegalArgumentException("contentSid is HX and 32 hex digits");
        }
        if (mediaSid != null && !MEDIA_SID.matcher(mediaSid).matches()) {
            throw new IllegalArgumentException("mediaSid is ME and 32 hex digits");
        }
    }

    static MessageContent text(String body) {
        return new MessageContent(body, null, null, null);
    }

    /** A canonical text of the content, for comparison; a plain text is its own. */
    String fingerprint() {
        if (contentSid == null && mediaSid == null) {
            return String.valueOf(body);
        }
        return Stream.of(body, contentSid, contentVariables, mediaSid)
                .map(String::valueOf)
                .collect(Collectors.joining("\u0001"));
    }
}
