package travel.baboo.messaging.conversation.attention.clock;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation's clock depends on.
 *
 * @param closed whether the conversation is closed, or waits in it do not count
 * @param withBot whether the bot answers here by decision
 * @param decidedAt since when the bot or people answer by decision; null if nothing was decided
 * @param dismissedIndex up to which message somebody said that no answer is needed; null if nobody did
 * @param tag the conversation's tag; null without one
 * @param experts the experts in it
 * @param lines its messages behind the last known answer, by index
 */
public record ClockFacts(
        boolean closed,
        boolean withBot,
        @Nullable Instant decidedAt,
        @Nullable Long dismissedIndex,
        @Nullable String tag,
        Set<String> experts,
        List<Line> lines) {

    public ClockFacts {
        experts = Set.copyOf(experts);
        lines = List.copyOf(lines);
    }
}
