package travel.baboo.messaging.conversation.attention.away;

/**
 * An automatic reply.
 *
 * @param firstIndex index of the traveler's first unanswered message
 * @param body the text
 */
public record AwayReply(long firstIndex, String body) {}
