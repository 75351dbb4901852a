package travel.baboo.messaging.conversation.attention.notice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.Line;

/**
 * The input of a notice decision.
 *
 * @param participantSid the membership
 * @param identity the member's identity
 * @param role {@code expert}, {@code traveler} or {@code admin}
 * @param readIndex the member's read horizon at Twilio; null if nothing was read
 * @param focusUntil when the member's focus on the conversation ends or ended; null if there was none
 * @param reachable whether a notice can reach the member, and notices are enabled for the conversation
 * @param lines the conversation's messages after the read horizon and the last notice
 */
public record NoticeFacts(
        String participantSid,
        String identity,
        String role,
        @Nullable Long readIndex,
        @Nullable Instant focusUntil,
        boolean reachable,
        List<Line> lines) {

    public NoticeFacts {
        lines = List.copyOf(lines);
    }
}
