package travel.baboo.messaging.conversation.contactdetail;

import java.util.List;

/** Adjacent digits of a text, of any script. */
record DigitGroup(String text, int start, int end) {

    int length() {
        return end - start;
    }

    /** The first digits as ASCII, at most 20. */
    String digits() {
        StringBuilder ascii = new StringBuilder();
        for (int i = start; i < Math.min(end, start + 20); i++) {
            ascii.append((char) ('0' + Character.digit(text.charAt(i), 10)));
        }
        return ascii.toString();
    }

    /** The value of up to nine digits; -1 for more. */
    int value() {
        return length() > 9 ? -1 : Integer.parseInt(digits());
    }

    /** The character after the group; a space at the end of the text. */
    char after() {
        return end < text.length() ? text.charAt(end) : ' ';
    }

    static int digits(List<DigitGroup> groups) {
        return groups.stream().mapToInt(DigitGroup::length).sum();
    }
}
