package travel.baboo.messaging.conversation.contactdetail;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host name in a text.
 *
 * @param end index after its last character
 * @param name in lower case
 * @param spelled whether a dot was spelled, as in {@code example (dot) com}
 */
record Host(int end, String name, boolean spelled) {

    private static final int MAX_LENGTH = 253;
    private static final String[] SPELLED_DOTS = {"dot", "punkt", "punto", "point", "."};

    /**
     * Reads a host name with at least two labels.
     *
     * @param words whether {@code dot} between spaces counts as a dot
     * @return null if there is none at this position
     */
    static @Nullable Host read(String text, int start, boolean words) {
        StringBuilder name = new StringBuilder();
        int at = start;
        int labels = 0;
        boolean spelled = false;
        while (at - start <= MAX_LENGTH) {
            int end = label(text, at);
            if (end == at) {
                return null;
            }
            name.append(text, at, end);
            labels++;
            int next = afterDot(text, end, words);
            if (next < 0 || label(text, next) == next) {
                return labels < 2 ? null : new Host(end, name.toString().toLowerCase(Locale.ROOT), spelled);
            }
            spelled |= next > end + 1;
            name.append('.');
            at = next;
        }
        return null;
    }

    static boolean isLabelCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '-';
    }

    static boolean isDot(char c) {
        return c == '.' || c == '\uff0e' || c == '\u3002';
    }

    private static int label(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < MAX_LENGTH && isLabelCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The index after a dot; -1 if there is none. */
    private static int afterDot(String text, int at, boolean words) {
        if (at < text.length() && isDot(text.charAt(at))) {
            return at + 1;
        }
        int bracketed = bracketed(text, at, SPELLED_DOTS);
        if (bracketed >= 0) {
            return bracketed;
        }
        for (int i = 0; words && i < SPELLED_DOTS.length - 1; i++) {
            String word = " " + SPELLED_DOTS[i] + " ";
            if (text.regionMatches(true, at, word, 0, word.length())) {
                return at + word.length();
            }
        }
        return -1;
    }

    /** The index after one of the words in brackets, with spaces around; -1 if there is none. */
    static int bracketed(String text, int start, String... words) {
        int at = afterSpaces(text, start);
        if (at >= text.length() || "([{<".indexOf(text.charAt(at)) < 0) {
            return -1;
        }
        at = afterSpaces(text, at + 1);
        for (String word : words) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                int close = afterSpaces(text, at + word.length());
                return close < text.length() && ")]}>".indexOf(text.charAt(close)) >= 0
                        ? afterSpaces(text, close + 1)
                        : -1;
            }
        }
        return -1;
    }

    /** The index after up to two spaces. */
    static int afterSpaces(String text, int start) {
        int at = start;
        while (at < text.length() && at - start < 2 && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** The last label. */
    String topLevelDomain() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether the last label consists of letters, two or more. */
    boolean endsWithLetters() {
        String last = topLevelDomain();
        return last.length() >= 2 && (last.startsWith("xn--") || last.chars().allMatch(Character::isLetter));
    }

    /** Whether this is one of the hosts or below one of them. */
    boolean isAnyOf(Set<String> hosts) {
        String rest = name;
        while (!rest.isEmpty()) {
            if (hosts.contains(rest)) {
                return true;
            }
            int dot = rest.indexOf('.');
            rest = dot < 0 ? "" : rest.substring(dot + 1);
        }
        return false;
    }
}
