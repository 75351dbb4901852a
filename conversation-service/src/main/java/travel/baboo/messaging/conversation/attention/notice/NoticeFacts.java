package travel.baboo.messaging.conversation.attention.notice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.Line;

/**
 * What the notices for one member depend on.
 *
 * @param role {@code expert}, {@code traveler} or {@code admin}
 * @param readIndex the member's read horizon at Twilio; null if nothing was read
 * @param focusUntil until when the member looks at the conversation; null if they do not
 * @param reachable whether a notice can reach them, and the conversation wants notices
 * @param lines the conversation's messages behind what was read or notified of, by index
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
