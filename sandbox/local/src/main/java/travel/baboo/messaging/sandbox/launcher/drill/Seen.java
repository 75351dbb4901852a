package travel.baboo.messaging.sandbox.launcher.drill;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Decided;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Writer;

/**
 * Whether Make.com got what it must get about those who wait: each thing once. A correct system is not accused, however late its
 * mirror is:
 *
 * <ul>
 *   <li>A wait that lasts is overdue. Only the expert's messages answer in a drill: a traveler or a visitor who wrote after the last of
 *       them waits until the end. The wait begins with the first message after that answer which the mirror gets, not always the first
 *       at Twilio. It is overdue a target later, which is seconds: there is an overdue event whose first message comes after the answer.
 *       An earlier wait may be answered in the mirror before it is overdue, so none is demanded.
 *   <li>What the expert never reads is in a notice. The expert reads by writing. If a traveler or a scenario wrote after the expert's
 *       last message, a notice has the last of their messages. It is due after the quiet time from that message, or after the longest
 *       delay from the first one without a notice if that is earlier, but not before the pause after the last notice is over: after
 *       seconds, for which the drill waits. Visitors' conversations have no expert.
 *   <li>A message is in one notice of a member. A notice has only messages after the last one of the notice before.
 *   <li>A wait causes one event of a kind. Only an answer ends a wait, and the next wait begins with a message after it: between the
 *       first messages of two waits is a message of the expert.
 * </ul>
 */
final class Seen {

    private final List<String> missing = new ArrayList<>();
    private final List<String> twice = new ArrayList<>();
    private final Map<String, Writer> writers;

    private Seen(Map<String, Writer> writers) {
        this.writers = writers;
    }

    /** @param writers by the message's body */
    static Seen of(Evidence evidence, Map<String, Writer> writers) {
        Seen seen = new Seen(writers);
        Map<String, List<Decided>> decided = evidence.decided().stream()
                .distinct()
                .sorted(Comparator.comparingLong(Decided::first))
                .collect(groupingBy(Decided::conversation));
        evidence.twilio().stream()
                .collect(groupingBy(AtTwilio::conversation))
                .forEach((conversation, messages) ->
                        seen.check(conversation, messages, decided.getOrDefault(conversation, List.of())));
        return seen;
    }

    /** Who waits without anything about it at Make.com. */
    List<String> missing() {
        return missing;
    }

    /** What Make.com got about the same message, or the same wait, more than once. */
    List<String> twice() {
        return twice;
    }

    private void check(String conversation, List<AtTwilio> messages, List<Decided> decided) {
        NavigableSet<Long> answers = indexes(messages, EnumSet.of(Writer.EXPERT));
        long answered = answers.isEmpty() ? -1 : answers.last();
        NavigableSet<Long> asked =
                indexes(messages, EnumSet.of(Writer.TRAVELER, Writer.VISITOR)).tailSet(answered, false);
        if (!asked.isEmpty()
                && decided.stream().noneMatch(one -> one.kind().equals(Decided.OVERDUE) && one.first() > answered)) {
            missing.add("no overdue event in " + conversation + " for the wait from index " + asked.first());
        }
        NavigableSet<Long> unread =
                indexes(messages, EnumSet.of(Writer.TRAVELER, Writer.SCENARIO)).tailSet(answered, false);
        if (!unread.isEmpty()
                && decided.stream()
                        .noneMatch(one -> one.kind().equals(Decided.NOTICE)
                                && one.first() <= unread.last()
                                && one.last() >= unread.last())) {
            missing.add("no notice in " + conversation + " with index " + unread.last());
        }
        decided.stream()
                .collect(groupingBy(one -> one.kind() + one.participant()))
                .values()
                .forEach(alike -> checkOnce(alike, answers));
    }

    private NavigableSet<Long> indexes(List<AtTwilio> messages, Set<Writer> by) {
        return messages.stream()
                .filter(message -> by.stream().anyMatch(writer -> writer == writers.get(message.body())))
                .map(AtTwilio::index)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param alike different decisions of one kind about one member or wait, by their first messages */
    private void checkOnce(List<Decided> alike, NavigableSet<Long> answers) {
        for (int i = 1; i < alike.size(); i++) {
            Decided before = alike.get(i - 1);
            Decided after = alike.get(i);
            boolean apart = before.kind().equals(Decided.NOTICE)
                    ? before.last() < after.first()
                    : !answers.subSet(before.first(), false, after.first(), false)
                            .isEmpty();
            if (!apart) {
                twice.add(before + " and " + after);
            }
        }
    }
}
