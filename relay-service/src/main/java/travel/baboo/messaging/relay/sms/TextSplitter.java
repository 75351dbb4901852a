package travel.baboo.messaging.relay.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a text that is too long for Twilio: between paragraphs, else sentences, else words, else characters as people see them, and
 * numbers the parts. No part is longer than {@value #LIMIT}; nothing is lost but white space at the cuts.
 */
final class TextSplitter {

    /** The most UTF-16 units; Twilio counts characters, of which there are never more. */
    static final int LIMIT = 1600;

    private static final Pattern PARAGRAPH = Pattern.compile("\\R\\s*\\R");
    private static final Pattern LINE = Pattern.compile("\\R");
    private static final Pattern SENTENCE = Pattern.compile("[.!?…。！？]+[\"'»”’)\\]]*\\s+");
    private static final Pattern WORD = Pattern.compile("\\s+");

    /** A cut that leaves a part less than half full is no sensible place. */
    private static final int LEAST_SHARE = 2;

    /** One grapheme: everything that people see as one character. */
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private final int limit;

    TextSplitter() {
        this(LIMIT);
    }

    TextSplitter(int limit) {
        this.limit = limit;
    }

    /** The parts in order; a text that fits is its only part, as it is. */
    List<String> split(String text) {
        if (text.length() <= limit) {
            return List.of(text);
        }
        // The longer the numbers, the less room is left beside them.
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

    private static List<String> cut(String text, int room) {
        List<String> pieces = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > room) {
            int end = place(rest, room);
            pieces.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    private static int place(String text, int room) {
        for (Pattern border : List.of(PARAGRAPH, LINE, SENTENCE, WORD)) {
            int end = lastEnd(border, text, room);
            if (end >= room / LEAST_SHARE) {
                return end;
            }
        }
        return wholeCharacters(text, room);
    }

    /** Where the last border ends whose text before it fits; white space behind it may be over the limit. */
    private static int lastEnd(Pattern border, String text, int room) {
        Matcher matcher = border.matcher(text);
        int last = 0;
        while (matcher.find()) {
            int visible = text.substring(0, matcher.end()).stripTrailing().length();
            if (visible > room) {
                break;
            }
            last = matcher.end();
        }
        return last;
    }

    /** As many whole characters as fit; one that does not fit by itself is cut between its code points. */
    private static int wholeCharacters(String text, int room) {
        Matcher matcher = GRAPHEME.matcher(text);
        int last = 0;
        while (matcher.find() && matcher.end() <= room) {
            last = matcher.end();
        }
        if (last > 0) {
            return last;
        }
        int end = Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room;
        return Math.max(1, end);
    }
}
