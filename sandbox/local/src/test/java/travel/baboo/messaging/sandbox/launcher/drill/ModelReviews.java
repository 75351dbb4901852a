package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Decided;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Writer;

/** The reviews of {@link BrokenSystem}: of each conversation that is due, whether its traveler waits too long and its expert gets a notice. */
final class ModelReviews {

    private static final Duration TARGET = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(3);

    private record Line(long index, Writer writer, Instant at) {}

    private static final class Conversation {

        private final String sid;
        private final NavigableMap<Long, Line> lines = new TreeMap<>();
        private @Nullable Instant due;
        private @Nullable Line waiting;
        private boolean overdue;
        private long notified = -1;

        Conversation(String sid) {
            this.sid = sid;
        }

        private long answered() {
            return lines.descendingMap().values().stream()
                    .filter(line -> line.writer() == Writer.EXPERT)
                    .mapToLong(Line::index)
                    .findFirst()
                    .orElse(-1);
        }
    }

    private final Map<String, Conversation> conversations = new LinkedHashMap<>();
    private final List<Decided> decided = new ArrayList<>();

    List<Decided> decided() {
        return decided;
    }

    void mirrored(AtTwilio message, Writer writer, Instant now) {
        Conversation conversation = conversations.computeIfAbsent(message.conversation(), Conversation::new);
        conversation.lines.put(message.index(), new Line(message.index(), writer, message.created()));
        conversation.due = now;
    }

    void review(Instant now) {
        for (Conversation one : conversations.values()) {
            if (one.due != null && !one.due.isAfter(now)) {
                one.due = Stream.concat(clock(one, now).stream(), notice(one, now).stream())
                        .min(Instant::compareTo)
                        .orElse(null);
            }
        }
    }

    void forgetTimes() {
        conversations.values().forEach(one -> one.due = null);
    }

    void repeatNotice() {
        decided.stream()
                .filter(one -> one.kind().equals(Decided.NOTICE))
                .reduce((before, after) -> after)
                .ifPresent(last -> decide(Decided.NOTICE, last.conversation(), last.first(), last.last(), "again"));
    }

    /** The answer of Make.com to the last delivery was lost. */
    void redeliver() {
        if (!decided.isEmpty()) {
            decided.add(decided.get(decided.size() - 1));
        }
    }

    /** Returns the time of the next review. */
    private Optional<Instant> clock(Conversation one, Instant now) {
        long answered = one.answered();
        if (one.waiting == null || one.waiting.index() < answered) {
            one.overdue = false;
            one.waiting = one.lines.tailMap(answered, false).values().stream()
                    .filter(line -> line.writer() == Writer.TRAVELER)
                    .findFirst()
                    .orElse(null);
        }
        Line waiting = one.waiting;
        if (waiting == null || one.overdue) {
            return Optional.empty();
        }
        Instant target = waiting.at().plus(TARGET);
        if (target.isAfter(now)) {
            return Optional.of(target);
        }
        one.overdue = true;
        decide(Decided.OVERDUE, one.sid, waiting.index(), waiting.index(), "");
        return Optional.empty();
    }

    /** Returns the time of the next review. */
    private Optional<Instant> notice(Conversation one, Instant now) {
        NavigableMap<Long, Line> unread = one.lines.tailMap(Math.max(one.answered(), one.notified), false);
        if (unread.isEmpty()) {
            return Optional.empty();
        }
        Instant quiet = unread.lastEntry().getValue().at().plus(QUIET);
        if (quiet.isAfter(now)) {
            return Optional.of(quiet);
        }
        one.notified = unread.lastKey();
        decide(Decided.NOTICE, one.sid, unread.firstKey(), unread.lastKey(), "");
        return Optional.empty();
    }

    private void decide(String kind, String conversation, long first, long last, String times) {
        String id = kind + ":" + conversation + ":" + first + times;
        decided.add(new Decided(kind, conversation, "", first, last, id, "webhook " + id));
    }
}
