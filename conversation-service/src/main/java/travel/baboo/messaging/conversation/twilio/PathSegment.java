package travel.baboo.messaging.conversation.twilio;

import java.util.regex.Pattern;

/**
 * One segment of a path at Twilio. The SDK escapes most of a path parameter, but not characters with a meaning in URLs: a question
 * mark, number sign, slash or dot segment would address another resource.
 */
final class PathSegment {

    private static final Pattern MEANING = Pattern.compile("[/?#;\\\\\\p{Cntrl}]|^\\.{1,2}$");

    private PathSegment() {}

    /** Whether the text is safe as one segment. */
    static boolean isOne(String text) {
        return !text.isEmpty() && !MEANING.matcher(text).find();
    }
}
