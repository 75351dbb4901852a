package travel.baboo.messaging.conversation.attention.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claim of a conversation under review.
 *
 * @param owner identifies the claim; only the same owner can complete it
 * @param revision revision of the review at the time of the claim; a later request increments it
 * @param dismissedIndex index of the last message that needs no answer; null without one
 * @param at time of the review, by PostgreSQL's clock
 */
record Claim(String conversationSid, UUID owner, long revision, @Nullable Long dismissedIndex, Instant at) {}
