package travel.baboo.messaging.conversation.attention.away;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;

/**
 * Decides whether a traveler gets an automatic reply. Decisions are idempotent: once decided, the same wait gets no second reply.
 *
 * <p>The first unanswered message gets a reply if it was written outside business hours, they have not begun since, and the conversation
 * got no reply in the pause. A reply that would be later than an hour is not sent.
 */
public final class AwayDecider {

    /** After this time, a reply that was not sent is useless. */
    public static final Duration MAX_DELAY = Duration.ofHours(1);

    private final AwayPolicy policy;

    public AwayDecider(AwayPolicy policy) {
        this.policy = policy;
    }

    /**
     * Decides whether to reply now; null for no reply.
     *
     * @param wait the wait for an answer after this review; null if none is running
     */
    public @Nullable AwayReply decide(AwayFacts facts, ResponseClock.@Nullable Wait wait, Instant now) {
        if (!policy.enabled() || !facts.reachable() || wait == null) {
            return null;
        }
        Long answered = facts.firstIndex();
        Instant last = facts.decidedAt();
        boolean due = (answered == null || answered < wait.firstIndex())
                && (last == null || !last.plus(policy.pause()).isAfter(now))
                && wait.since().plus(MAX_DELAY).isAfter(now)
                && !policy.hours().contains(wait.since())
                && !policy.hours().contains(now);
        return due ? new AwayReply(wait.firstIndex(), policy.text(facts.language())) : null;
    }
}
