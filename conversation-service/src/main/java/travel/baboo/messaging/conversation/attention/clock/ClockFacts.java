package travel.baboo.messaging.conversation.attention.clock;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The input of a clock decision.
 *
 * @param closed whether the conversation is closed or its clock is switched off
 * @param withBot whether the conversation is handed over to the bot
 * @param decidedAt time of the last handover; null without one
 * @param dismissedIndex index of the last message that needs no answer; null without one
 * @param tag tag of the conversation; null without one
 * @param experts identities of the experts in the conversation
 * @param lines messages after the last known answer
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
