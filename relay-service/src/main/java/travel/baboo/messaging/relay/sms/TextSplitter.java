package travel.baboo.messaging.relay.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a text that exceeds Twilio's limit: between paragraphs, else lines, sentences, words, or
 * graphemes, and numbers the parts. No part exceeds {@value #LIMIT}; only white space at the cuts is dropped.
 *
 * <p>Runs in linear time: each cut is searched backwards within one part's length, without backtracking
 * expressions. {@code java.text.BreakIterator} is not used: before Java 20 it splits emoji that
 * consist of several code points, and it loads its rules by name, which fails in a native executable.
 */
final class TextSplitter {

    /** Maximum length in UTF-16 code units, which is never below the number of characters that Twilio counts. */
    static final int LIMIT = 1600;

    private static final String SENTENCE_ENDS = ".!?…。！？";
    private static final String CLOSING = "\"'»”’)]";

    /** A cut must fill at least half of the part. */
    private static final int LEAST_SHARE = 2;

    /** One grapheme cluster. */
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    // Where a text may be cut, best first.
    private static final int PARAGRAPH = 0;
    private static final int LINE = 1;
    private static final int SENTENCE = 2;
    private static final int WORD = 3;
    private static final int BORDERS = 4;

    private final int limit;

    TextSplitter() {
        this(LIMIT);
    }

    TextSplitter(int limit) {
        this.limit = limit;
    }

    /** The parts in order; a text that fits is returned unchanged as the only part. */
    List<String> split(CharSequence text) {
        if (text.length() <= limit) {
            return List.of(text.toString());
        }
        // Longer numbers leave less room for the text.
        for (int digits = 1; ; digits++) {
            int room = limit - "(/) ".length() - 2 * digits;
            List<String> pieces = cut(text, room);
            if (Integer.toString(pieces.size()).length() <= digits) {
                return number(pieces);
            }
        }
    }

    private static List<String> number(List<String> pieces) {
        List<String> numbered = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            numbered.add("(" + (i + 1) + "/" + pieces.size() + ") " + pieces.get(i));
        }
        return numbered;
    }

    private static List<String> cut(CharSequence text, int room) {
        List<String> pieces = new ArrayList<>();
        int length = endOfText(text);
        int start = skipSpace(text, 0, length);
        while (start < length) {
            int end = length - start <= room ? length : cutAfter(text, start, room);
            pieces.add(text.subSequence(start, end).toString().stripTrailing());
            start = skipSpace(text, end, length);
        }
        return pieces;
    }

    private static int endOfText(CharSequence text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int skipSpace(CharSequence text, int from, int length) {
        int next = from;
        while (next < length && isSpace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    /** The end of the part that starts at {@code start}: the last fitting border of the best kind. */
    private static int cutAfter(CharSequence text, int start, int room) {
        int[] found = new int[BORDERS];
        int least = start + room / LEAST_SHARE;
        for (int end = start + room; end >= least && found[PARAGRAPH] == 0; end = beforeSpace(text, end - 1, least)) {
            if (isSpace(text.charAt(end)) && !isSpace(text.charAt(end - 1))) {
                for (int border = best(text, end); border < found.length; border++) {
                    found[border] = found[border] == 0 ? end : found[border];
                }
            }
        }
        for (int end : found) {
            if (end > 0) {
                return end;
            }
        }
        return wholeCharacters(text, start, room);
    }

    /** The next position to the left where white space may start. */
    private static int beforeSpace(CharSequence text, int from, int least) {
        int end = from;
        while (end >= least && !(isSpace(text.charAt(end)) && !isSpace(text.charAt(end - 1)))) {
            end--;
        }
        return end;
    }

    /** The kind of border that the white space starting here forms. */
    private static int best(CharSequence text, int spaceAt) {
        int breaks = 0;
        for (int i = spaceAt; i < text.length() && isSpace(text.charAt(i)) && breaks < 2; i++) {
            if (isLineBreak(text.charAt(i)) && !(text.charAt(i) == '\n' && text.charAt(i - 1) == '\r')) {
                breaks++;
            }
        }
        if (breaks > 0) {
            return breaks > 1 ? PARAGRAPH : LINE;
        }
        int last = spaceAt - 1;
        while (last > 0 && last > spaceAt - 1 - CLOSING.length() && CLOSING.indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        return SENTENCE_ENDS.indexOf(text.charAt(last)) >= 0 ? SENTENCE : WORD;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c);
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u000B' || c == '\f' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    /** As many whole graphemes as fit; one that does not fit alone is cut between code points. */
    private static int wholeCharacters(CharSequence text, int start, int room) {
        // One more code point than fits, so that a continued grapheme is not taken for complete.
        Matcher matcher = GRAPHEME.matcher(text).region(start, Math.min(text.length(), start + room + 2));
        int last = start;
        while (matcher.find() && matcher.end() <= start + room) {
            last = matcher.end();
        }
        if (last > start) {
            return last;
        }
        boolean inPair = Character.isHighSurrogate(text.charAt(start + room - 1));
        return Math.max(start + 1, inPair ? start + room - 1 : start + room);
    }
}
