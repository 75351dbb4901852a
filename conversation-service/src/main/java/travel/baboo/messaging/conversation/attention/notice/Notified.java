package travel.baboo.messaging.conversation.attention.notice;

import java.time.Instant;

/**
 * What a member was notified of. It stays when they have read: a message is notified of once, also when the read horizon is set back.
 *
 * @param firstIndex the first message of the last notice
 * @param lastIndex the last message that any notice was about
 * @param stage how many reminders followed
 * @param at when the last notice was sent
 */
public record Notified(long firstIndex, long lastIndex, int stage, Instant at) {}
