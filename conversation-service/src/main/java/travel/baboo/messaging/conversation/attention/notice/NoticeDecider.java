package travel.baboo.messaging.conversation.attention.notice;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.Author;
import travel.baboo.messaging.conversation.attention.clock.Line;

/**
 * Decides whether a member gets a notice. Decisions are idempotent: repeating one with the same facts and time sends nothing new.
 *
 * <p>A notice covers all messages since the last one. It is sent after the quiet time without a new message. A member who has read or
 * written since gets none; while a member is viewing the conversation, the notice is delayed. A member who reads nothing after a notice
 * gets reminders. New messages cause a new notice.
 */
public final class NoticeDecider {

    private final NoticePolicy policy;

    public NoticeDecider(NoticePolicy policy) {
        this.policy = policy;
    }

    /**
     * Decides for one member.
     *
     * @param before the last notice; null without one
     */
    public NoticeOutcome decide(@Nullable Notified before, NoticeFacts facts, Instant now) {
        @Nullable Long read = readIndex(facts);
        if (!facts.reachable() || !policy.roles().contains(facts.role())) {
            return new NoticeOutcome(before, false, read, null);
        }
        long seen = Math.max(read == null ? -1 : read, before == null ? -1 : before.lastIndex());
        List<Line> fresh = facts.lines().stream()
                .filter(line -> line.index() > seen
                        && line.author() != Author.SYSTEM
                        && !facts.identity().equals(line.identity())
                        && line.at().plus(policy.maxAge()).isAfter(now))
                .sorted((a, b) -> Long.compare(a.index(), b.index()))
                .toList();
        return fresh.isEmpty() ? remind(before, facts, read, now) : announce(before, facts, fresh, read, now);
    }

    private NoticeOutcome announce(
            @Nullable Notified before, NoticeFacts facts, List<Line> fresh, @Nullable Long read, Instant now) {
        Instant oldest = Objects.requireNonNull(
                fresh.stream().map(Line::at).min(Instant::compareTo).orElse(null));
        Instant newest = Objects.requireNonNull(
                fresh.stream().map(Line::at).max(Instant::compareTo).orElse(null));
        Instant quiet = newest.plus(policy.quiet(facts.role()));
        Instant latest = oldest.plus(policy.longest());
        Instant due = undisturbed(
                facts,
                later(
                        quiet.isBefore(latest) ? quiet : latest,
                        before == null ? null : before.at().plus(policy.pause())));
        if (now.isBefore(due)) {
            return new NoticeOutcome(before, false, read, due);
        }
        Notified sent =
                new Notified(fresh.get(0).index(), fresh.get(fresh.size() - 1).index(), 0, now);
        return new NoticeOutcome(sent, true, read, nextReminder(sent, facts));
    }

    private NoticeOutcome remind(@Nullable Notified before, NoticeFacts facts, @Nullable Long read, Instant now) {
        if (before == null) {
            return new NoticeOutcome(null, false, read, null);
        }
        if (read != null && read >= before.firstIndex()) {
            // Read once: no reminder follows, even if the read horizon moves back.
            Notified seen = new Notified(
                    before.firstIndex(),
                    before.lastIndex(),
                    Math.max(before.stage(), policy.reminders().size()),
                    before.at());
            return new NoticeOutcome(seen, false, read, null);
        }
        @Nullable Instant due = nextReminder(before, facts);
        if (due == null || now.isBefore(due)) {
            return new NoticeOutcome(before, false, read, due);
        }
        // If several reminders are due at once, after a downtime, only one is sent.
        int stage = before.stage();
        while (stage < policy.reminders().size()
                && !now.isBefore(before.at().plus(policy.reminders().get(stage)))) {
            stage++;
        }
        Notified sent = new Notified(before.firstIndex(), before.lastIndex(), stage, before.at());
        return new NoticeOutcome(sent, true, read, nextReminder(sent, facts));
    }

    private @Nullable Instant nextReminder(Notified sent, NoticeFacts facts) {
        return sent.stage() >= policy.reminders().size()
                ? null
                : undisturbed(facts, sent.at().plus(policy.reminders().get(sent.stage())));
    }

    /** Delays a due time to the end of the focus and of the quiet hours. */
    private Instant undisturbed(NoticeFacts facts, Instant due) {
        return policy.quietHours().next(later(due, facts.focusUntil()));
    }

    /** The last message that the member has read. A member who writes has read all earlier messages. */
    private static @Nullable Long readIndex(NoticeFacts facts) {
        OptionalLong index = Stream.concat(
                        Stream.ofNullable(facts.readIndex()),
                        facts.lines().stream()
                                .filter(line -> facts.identity().equals(line.identity()))
                                .map(Line::index))
                .mapToLong(Long::longValue)
                .max();
        return index.isPresent() ? index.getAsLong() : null;
    }

    private static Instant later(Instant a, @Nullable Instant b) {
        return b != null && b.isAfter(a) ? b : a;
    }
}
