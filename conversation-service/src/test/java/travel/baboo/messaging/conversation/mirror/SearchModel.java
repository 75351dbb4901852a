package travel.baboo.messaging.conversation.mirror;

import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Conversations and what a search finds in them, without a database: the second implementation that the first is held against. */
final class SearchModel {

    /** A conversation; removed messages are gone from it. */
    static final class Conversation {
        final String sid;
        String name = "";
        String state = "active";
        boolean removed;
        Instant activity = Instant.EPOCH;
        final Map<String, String> members = new TreeMap<>();
        final TreeMap<Long, String> messages = new TreeMap<>();

        Conversation(String sid) {
            this.sid = sid;
        }
    }

    /**
     * What is expected of a list.
     *
     * @param index of the latest message that matches; null when it is the name, or a member's
     */
    record Found(String sid, @Nullable Long index) {}

    private final List<Conversation> conversations = new ArrayList<>();

    Conversation add(String sid) {
        Conversation conversation = new Conversation(sid);
        conversations.add(conversation);
        return conversation;
    }

    List<Conversation> conversations() {
        return Collections.unmodifiableList(conversations);
    }

    /** Everything that matches, newest activity first. */
    List<Found> search(@Nullable String member, @Nullable String state, String query) {
        Predicate<String> words = parse(query);
        List<Found> found = new ArrayList<>();
        conversations.stream()
                .filter(conversation -> !conversation.removed)
                .filter(conversation -> member == null || conversation.members.containsKey(member))
                .filter(conversation -> state == null || conversation.state.equals(state))
                .sorted(Comparator.comparing((Conversation conversation) -> conversation.activity)
                        .thenComparing(conversation -> conversation.sid)
                        .reversed())
                .forEach(conversation -> {
                    Map.Entry<Long, String> latest = conversation.messages.descendingMap().entrySet().stream()
                            .filter(message -> words.test(message.getValue()))
                            .findFirst()
                            .orElse(null);
                    if (latest != null) {
                        found.add(new Found(conversation.sid, latest.getKey()));
                    } else if (words.test(conversation.name)
                            || conversation.members.values().stream().anyMatch(words)) {
                        found.add(new Found(conversation.sid, null));
                    }
                });
        return found;
    }

    /**
     * {@code a}, {@code a b}, {@code a or b}, {@code a -b} and {@code "a b"}, with whatever accents; the last word, unless it is
     * unwanted, may be the beginning of a longer one.
     */
    private static Predicate<String> parse(String query) {
        return parse(query, true);
    }

    private static Predicate<String> parse(String query, boolean last) {
        if (query.startsWith("\"")) {
            List<String> phrase = words(query.replace("\"", ""));
            return text -> IntStream.rangeClosed(0, words(text).size() - phrase.size())
                    .anyMatch(from -> IntStream.range(0, phrase.size())
                            .allMatch(i -> fits(words(text).get(from + i), phrase.get(i), i == phrase.size() - 1)));
        }
        List<String> either = List.of(query.split(" or ", -1));
        if (either.size() > 1) {
            return IntStream.range(0, either.size())
                    .mapToObj(i -> parse(either.get(i), i == either.size() - 1))
                    .reduce(Predicate::or)
                    .orElseThrow();
        }
        List<String> all = List.of(query.split(" ", -1));
        return IntStream.range(0, all.size())
                .mapToObj(i -> has(all.get(i), last && i == all.size() - 1))
                .reduce(Predicate::and)
                .orElseThrow();
    }

    private static Predicate<String> has(String wanted, boolean last) {
        if (wanted.startsWith("-")) {
            return has(wanted.substring(1), false).negate();
        }
        String plain = words(wanted).get(0);
        return text -> words(text).stream().anyMatch(word -> fits(word, plain, last));
    }

    private static boolean fits(String word, String wanted, boolean last) {
        return last ? word.startsWith(wanted) : word.equals(wanted);
    }

    private static List<String> words(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return List.of(plain.split(" ", -1));
    }
}
