package travel.baboo.messaging.conversation.attention.notice;

import java.time.Instant;

/**
 * The last notice sent to a member. It is kept after the member has read, so that no message causes a second notice, even if the read
 * horizon moves back.
 *
 * @param firstIndex index of the first message of the notice
 * @param lastIndex index of the last message of the notice
 * @param stage number of reminders sent since
 * @param at when the notice was sent; a reminder does not change it
 */
public record Notified(long firstIndex, long lastIndex, int stage, Instant at) {}
