package travel.baboo.messaging.conversation.attention.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of a notice decision.
 *
 * @param notified the last notice, including the one to send; null without one
 * @param send whether to send {@code notified} now
 * @param readIndex index of the last message that the member has read or written; null for none
 * @param reviewAt time of the next review without an event; null if none is needed
 */
public record NoticeOutcome(
        @Nullable Notified notified, boolean send, @Nullable Long readIndex, @Nullable Instant reviewAt) {}
