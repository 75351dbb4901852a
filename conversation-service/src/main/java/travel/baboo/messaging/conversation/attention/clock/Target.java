package travel.baboo.messaging.conversation.attention.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.hours.BusinessHours;

/**
 * The target for answers to travelers, in working time.
 *
 * @param name name in settings, events and reports
 * @param tags tags of the conversations that it applies to; empty for all
 * @param experts identities of experts whose conversations it applies to; empty for all
 * @param firstReply target for the first answer in a conversation
 * @param nextReply target for every further answer
 * @param riskShare share of the target after which a wait is at risk: above 0, at most 1
 * @param hours business hours that count
 * @param escalateTo identity to escalate to; null for none
 */
public record Target(
        String name,
        Set<String> tags,
        Set<String> experts,
        Duration firstReply,
        Duration nextReply,
        double riskShare,
        BusinessHours hours,
        @Nullable String escalateTo) {

    public static final String DEFAULT = "default";

    public Target {
        tags = Set.copyOf(tags);
        experts = Set.copyOf(experts);
        if (riskShare <= 0 || riskShare > 1) {
            throw new IllegalArgumentException("at-risk-share must be above 0 and at most 1");
        }
        if (firstReply.isNegative() || firstReply.isZero() || nextReply.isNegative() || nextReply.isZero()) {
            throw new IllegalArgumentException("a target must be positive");
        }
    }

    boolean fits(@Nullable String tag, Set<String> present) {
        return (tags.isEmpty() || (tag != null && tags.contains(tag)))
                && (experts.isEmpty() || present.stream().anyMatch(experts::contains));
    }

    ResponseClock.Wait begin(long index, boolean first, Instant since) {
        Duration target = first ? firstReply : nextReply;
        Duration risky = Duration.ofMillis(Math.round(target.toMillis() * riskShare));
        return new ResponseClock.Wait(index, first, since, hours.plus(since, risky), hours.plus(since, target), name);
    }
}
