package travel.baboo.messaging.conversation.contactdetail;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds phone numbers in many spellings: {@code +49 171 2345678}, {@code 0049…}, {@code (030) 123456-78}, {@code 06.12.34.56.78}. Prices,
 * dates and booking numbers are not taken for phones. Reads the text once.
 */
final class PhoneScanner {

    private static final int MAX_DIGITS = 15;
    private static final int MIN_INTERNATIONAL = 7;
    private static final int MIN_WITH_ZERO = 8;
    private static final int MIN_OTHER = 9;

    /** Maximum number of separators between two digits, as in {@code (030) - 123456}. */
    private static final int MAX_GAP = 4;

    private final String text;
    private final List<Span> found = new ArrayList<>();

    private PhoneScanner(String text) {
        this.text = text;
    }

    static List<Span> scan(String text) {
        PhoneScanner scanner = new PhoneScanner(text);
        int at = 0;
        while (at < text.length()) {
            at = Character.isDigit(text.charAt(at)) ? scanner.number(at) : at + 1;
        }
        return scanner.found;
    }

    /** Reads the digits and separators from {@code first} on; returns the index after them. */
    private int number(int first) {
        List<DigitGroup> groups = new ArrayList<>();
        int at = first;
        int end = first;
        while (at < text.length() && at - end < MAX_GAP) {
            char c = text.charAt(at);
            if (Character.isDigit(c)) {
                int start = at;
                while (at < text.length() && Character.isDigit(text.charAt(at))) {
                    at++;
                }
                groups.add(new DigitGroup(text, start, at));
                end = at;
            } else if (isSeparator(c)) {
                at++;
            } else {
                break;
            }
        }
        split(groups);
        return end;
    }

    /** A sequence that is too long for one number is cut where another one may begin. */
    private void split(List<DigitGroup> groups) {
        if (DigitGroup.digits(groups) <= MAX_DIGITS) {
            decide(groups);
            return;
        }
        int from = 0;
        for (int i = 1; i < groups.size(); i++) {
            if (isCut(groups.get(i - 1), groups.get(i))) {
                decide(groups.subList(from, i));
                from = i;
            }
        }
        decide(groups.subList(from, groups.size()));
    }

    private boolean isCut(DigitGroup before, DigitGroup group) {
        int gap = group.start() - before.end();
        boolean zero = group.length() >= 3 && group.digits().startsWith("0");
        return zero || (gap >= 3 && text.substring(before.end(), group.start()).indexOf('/') >= 0);
    }

    private void decide(List<DigitGroup> groups) {
        List<DigitGroup> rest = DateGroups.without(groups);
        if (rest.isEmpty()) {
            return;
        }
        int start = rest.get(0).start();
        int end = rest.get(rest.size() - 1).end();
        if (isPhone(rest, start, end)) {
            found.add(new Span(withOpening(start), end, Kind.PHONE));
        }
    }

    private boolean isPhone(List<DigitGroup> groups, int start, int end) {
        int digits = DigitGroup.digits(groups);
        if (digits > MAX_DIGITS + 2 || NumberContext.isPartOfWord(text, start, end)) {
            return false;
        }
        String beginning = groups.get(0).digits();
        if (hasPlus(start)) {
            return digits >= MIN_INTERNATIONAL && digits <= MAX_DIGITS;
        }
        if (NumberContext.isReference(text, start) || NumberContext.isAmount(text, start, end)) {
            return false;
        }
        if (beginning.startsWith("00")) {
            return digits >= MIN_INTERNATIONAL + 2;
        }
        if (digits > MAX_DIGITS || NumberContext.looksLikeAmount(groups)) {
            return false;
        }
        return digits >= (beginning.startsWith("0") ? MIN_WITH_ZERO : MIN_OTHER);
    }

    private boolean hasPlus(int start) {
        int before = withOpening(start);
        return before < start && text.substring(before, start).indexOf('+') >= 0;
    }

    /** The start with the plus sign and the bracket before it. */
    private int withOpening(int start) {
        int at = start;
        while (at > 0 && start - at < 2 && "+(＋".indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return " .-/()\u00a0\u00ad\u2007\u2009\u200b\u200c\u200d\u2010\u2011\u2012\u2013\u202f\u2060\ufeff".indexOf(c)
                >= 0;
    }
}
