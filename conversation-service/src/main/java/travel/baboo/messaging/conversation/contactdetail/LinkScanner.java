package travel.baboo.messaging.conversation.contactdetail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds links with and without a scheme: {@code https://example.com/a}, {@code www.example.com}, {@code example.com/a}. Without scheme and
 * {@code www} the top-level domain must be a known one in lower case, so that a missing space after a sentence makes no link.
 */
final class LinkScanner {

    private static final int MAX_SCHEME_LENGTH = 12;

    private final String text;
    private final Set<String> allowedHosts;
    private final List<Span> found = new ArrayList<>();

    private LinkScanner(String text, Set<String> allowedHosts) {
        this.text = text;
        this.allowedHosts = allowedHosts;
    }

    static List<Span> scan(String text, Set<String> allowedHosts) {
        LinkScanner scanner = new LinkScanner(text, allowedHosts);
        int at = 0;
        while (at < text.length()) {
            at = Host.isLabelCharacter(text.charAt(at)) ? scanner.word(at) : at + 1;
        }
        return scanner.found;
    }

    /** Reads the word that begins here; returns the index after what was read. */
    private int word(int start) {
        int end = start;
        while (end < text.length() && (Host.isLabelCharacter(text.charAt(end)) || Host.isDot(text.charAt(end)))) {
            end++;
        }
        if (text.startsWith("://", end) && end - start <= MAX_SCHEME_LENGTH) {
            return withScheme(start, end + 3);
        }
        boolean partOfEmail = isAt(start - 1) || isAt(end);
        Host host = partOfEmail ? null : Host.read(text, start, false);
        if (host == null || !isLink(start, host)) {
            return Math.max(end, start + 1);
        }
        return add(start, afterPath(host.end()), host);
    }

    private boolean isAt(int index) {
        return index >= 0 && index < text.length() && (text.charAt(index) == '@' || text.charAt(index) == '\uff20');
    }

    private int withScheme(int start, int authority) {
        int end = authority;
        while (end < text.length() && !isEnd(text.charAt(end)) && "/\\?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int userInfo = text.lastIndexOf('@', end - 1);
        Host host = Host.read(text, userInfo >= authority ? userInfo + 1 : authority, false);
        int after = trimmed(afterPath(end), authority);
        if (after == authority) {
            return authority;
        }
        return add(start, after, host);
    }

    private int add(int start, int end, @Nullable Host host) {
        found.add(new Span(start, end, host != null && host.isAnyOf(allowedHosts) ? null : Kind.LINK));
        return end;
    }

    private boolean isLink(int start, Host host) {
        if (!host.endsWithLetters()) {
            return false;
        }
        if (host.name().startsWith("www.")) {
            return true;
        }
        String domain = host.topLevelDomain();
        String written = text.substring(host.end() - domain.length(), host.end());
        String whole = text.substring(start, host.end());
        boolean lower = written.equals(domain) || whole.equals(whole.toUpperCase(Locale.ROOT));
        if (!TopLevelDomains.isKnown(domain) || !lower) {
            return false;
        }
        String rest = host.name().substring(0, host.name().length() - domain.length() - 1);
        String label = rest.substring(rest.lastIndexOf('.') + 1);
        boolean path = host.end() < text.length() && text.charAt(host.end()) == '/';
        return path || (label.length() > 1 && !label.chars().allMatch(Character::isDigit));
    }

    /** The index after port, path and query. */
    private int afterPath(int start) {
        if (start >= text.length() || ":/\\?#".indexOf(text.charAt(start)) < 0) {
            return start;
        }
        int end = start;
        while (end < text.length() && !isEnd(text.charAt(end))) {
            end++;
        }
        return trimmed(end, start);
    }

    /** The end without punctuation before it. */
    private int trimmed(int end, int start) {
        int at = end;
        while (at > start && ".,;:!?)]}'…".indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        return at;
    }

    private static boolean isEnd(char c) {
        return Character.isWhitespace(c) || c == '\u00a0' || "<>\"”“«»".indexOf(c) >= 0;
    }
}
