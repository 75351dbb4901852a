package travel.baboo.messaging.conversation.contactdetail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Finds contact details in a text, in time linear in its length. It recognizes common spellings and does not try to outwit people who
 * disguise a number.
 */
final class Detector {

    private final Set<Kind> kinds;
    private final Set<String> allowedHosts;

    /** @param allowedHosts hosts in lower case whose links and addresses are no contact details, including those below them */
    Detector(Set<Kind> kinds, Set<String> allowedHosts) {
        this.kinds = Set.copyOf(kinds);
        this.allowedHosts = Set.copyOf(allowedHosts);
    }

    Detection find(String text) {
        List<Span> all = new ArrayList<>();
        all.addAll(EmailScanner.scan(text, allowedHosts));
        all.addAll(LinkScanner.scan(text, allowedHosts));
        if (kinds.contains(Kind.PHONE)) {
            all.addAll(PhoneScanner.scan(text));
        }
        return new Detection(
                text,
                merged(all).stream()
                        .filter(span -> span.kind() != null && kinds.contains(span.kind()))
                        .toList());
    }

    /** Of overlapping parts the first counts; within a link to an allowed host nothing counts. */
    private static List<Span> merged(List<Span> all) {
        all.sort(Comparator.comparingInt(Span::start).thenComparing(Span::end, Comparator.reverseOrder()));
        List<Span> merged = new ArrayList<>();
        for (Span span : all) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || span.start() >= last.end()) {
                merged.add(span);
            } else if (span.end() > last.end()) {
                if (last.kind() == null) {
                    merged.add(new Span(last.end(), span.end(), span.kind()));
                } else {
                    merged.set(merged.size() - 1, new Span(last.start(), span.end(), last.kind()));
                }
            }
        }
        return merged;
    }
}
