package travel.baboo.messaging.conversation.contactdetail;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The contact details in a text.
 *
 * @param spans in the order of the text, without overlaps
 */
record Detection(String text, List<Span> spans) {

    /** Replaces a part if the placeholder would make the text longer than a message may be. */
    private static final String SHORT = "***";

    Detection {
        spans = List.copyOf(spans);
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    /** How many there are of each kind. */
    List<HiddenDetail> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        spans.forEach(span -> counts.merge(Objects.requireNonNull(span.kind()), 1, Integer::sum));
        List<HiddenDetail> found = new ArrayList<>();
        counts.forEach((kind, count) -> found.add(new HiddenDetail(kind.text(), count)));
        return found;
    }

    /** The text with the placeholder instead of each part; no longer than the limit, unless the text was. */
    String replaced(String placeholder, int maxLength) {
        String replaced = replaced(placeholder);
        return replaced.codePointCount(0, replaced.length()) <= maxLength ? replaced : replaced(SHORT);
    }

    private String replaced(String placeholder) {
        StringBuilder replaced = new StringBuilder();
        int at = 0;
        for (Span span : spans) {
            replaced.append(text, at, span.start()).append(placeholder);
            at = span.end();
        }
        return replaced.append(text, at, text.length()).toString();
    }
}
