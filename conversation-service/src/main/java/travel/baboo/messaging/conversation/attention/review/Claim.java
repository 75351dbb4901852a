package travel.baboo.messaging.conversation.attention.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that is looked at now.
 *
 * @param owner who completes the claim: nobody else does
 * @param revision what had been asked for when it was claimed
 * @param dismissedIndex up to which message no answer is needed; null if nobody said so
 * @param at the time of the look, by PostgreSQL's clock
 */
record Claim(String conversationSid, UUID owner, long revision, @Nullable Long dismissedIndex, Instant at) {}
