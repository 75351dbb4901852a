package travel.baboo.messaging.conversation.contactdetail;

import org.jspecify.annotations.Nullable;

/**
 * A part of a text.
 *
 * @param start index of its first character
 * @param end index after its last character
 * @param kind what it is; null for a link or an address at an allowed host
 */
record Span(int start, int end, @Nullable Kind kind) {

    Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a span has at least one character");
        }
    }
}
