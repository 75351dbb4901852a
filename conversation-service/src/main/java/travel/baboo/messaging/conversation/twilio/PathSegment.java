package travel.baboo.messaging.conversation.twilio;

import java.util.regex.Pattern;

/**
 * One segment of a path at Twilio. The SDK escapes most of what its path parameters hold, but not what has a meaning in URLs: a question
 * mark, a number sign, a slash or a step up in one of them would ask for something else.
 */
final class PathSegment {

    private static final Pattern MEANING = Pattern.compile("[/?#;\\\\\\p{Cntrl}]|^\\.{1,2}$");

    private PathSegment() {}

    /** Whether the text stays one segment. */
    static boolean isOne(String text) {
        return !text.isEmpty() && !MEANING.matcher(text).find();
    }
}
