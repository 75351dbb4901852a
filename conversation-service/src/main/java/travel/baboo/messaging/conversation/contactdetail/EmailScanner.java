package travel.baboo.messaging.conversation.contactdetail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds e-mail addresses: {@code ann@example.com}, {@code ann (at) example.com}, {@code ann [at] example [dot] com} and {@code ann at example
 * dot com}. Reads at most 64 characters before and 253 after each sign.
 */
final class EmailScanner {

    private static final int MAX_LOCAL_LENGTH = 64;
    private static final String WORD = " at ";

    private EmailScanner() {}

    static List<Span> scan(String text, Set<String> allowedHosts) {
        List<Span> found = new ArrayList<>();
        int at = 0;
        int free = 0;
        while (at < text.length()) {
            Span span = read(text, at, free, allowedHosts);
            if (span == null) {
                at++;
            } else {
                found.add(span);
                at = span.end();
                free = at;
            }
        }
        return found;
    }

    /** @param free index after the last address */
    private static @Nullable Span read(String text, int at, int free, Set<String> allowedHosts) {
        char c = text.charAt(at);
        int after =
                switch (c) {
                    case '@', '\uff20' -> Host.afterSpaces(text, at + 1);
                    case '(', '[', '{', '<' -> Host.bracketed(text, at, "at", "@", "ät", "a.t");
                    case ' ' -> text.regionMatches(true, at, WORD, 0, WORD.length()) ? at + WORD.length() : -1;
                    default -> -1;
                };
        if (after < 0) {
            return null;
        }
        int start = localPart(text, at, free);
        Host host = start < 0 ? null : Host.read(text, after, true);
        if (host == null || !host.endsWithLetters() || (c == ' ' && !host.spelled())) {
            return null;
        }
        return new Span(start, host.end(), host.isAnyOf(allowedHosts) ? null : Kind.EMAIL);
    }

    /** The start of the part before the sign; -1 if there is none. */
    private static int localPart(String text, int sign, int free) {
        int end = sign;
        while (end > free && sign - end < 2 && text.charAt(end - 1) == ' ') {
            end--;
        }
        int start = end;
        while (start > free && end - start < MAX_LOCAL_LENGTH && isLocal(text.charAt(start - 1))) {
            start--;
        }
        return start == end ? -1 : start;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0;
    }
}
