package travel.baboo.messaging.conversation.attention.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.hours.BusinessHours;

/**
 * By when a traveler is to have an answer, in working time.
 *
 * @param name in settings, events and reports
 * @param tags the conversations that it is for; empty for all
 * @param experts the experts whose conversations it is for; empty for all
 * @param riskShare the part of the target after which a wait is at risk, above 0 and at most 1
 * @param escalateTo whom to alarm; null for nobody in particular
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
            throw new IllegalArgumentException("at-risk-share is above 0 and at most 1");
        }
        if (firstReply.isNegative() || firstReply.isZero() || nextReply.isNegative() || nextReply.isZero()) {
            throw new IllegalArgumentException("a target is longer than nothing");
        }
    }

    boolean fits(@Nullable String tag, Set<String> present) {
        return (tags.isEmpty() || (tag != null && tags.contains(tag)))
                && (experts.isEmpty() || present.stream().anyMatch(experts::contains));
    }

    ResponseClock.Wait begin(long index, boolean first, Instant since) {
        Duration most = first ? firstReply : nextReply;
        Duration risky = Duration.ofMillis(Math.round(most.toMillis() * riskShare));
        return new ResponseClock.Wait(index, first, since, hours.plus(since, risky), hours.plus(since, most), name);
    }
}
