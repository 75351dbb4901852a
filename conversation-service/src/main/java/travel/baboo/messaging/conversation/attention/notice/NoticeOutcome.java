package travel.baboo.messaging.conversation.attention.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a look at one member's unread messages came to.
 *
 * @param notified as it is now; null if there never was a notice
 * @param send whether a notice goes out, for what {@code notified} says
 * @param readIndex up to which message the member has read or written; null for none
 * @param lookAgainAt when time alone changes something; null if it does not
 */
public record NoticeOutcome(
        @Nullable Notified notified, boolean send, @Nullable Long readIndex, @Nullable Instant lookAgainAt) {}
