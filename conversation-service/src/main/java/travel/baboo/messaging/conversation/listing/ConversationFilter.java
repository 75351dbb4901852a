package travel.baboo.messaging.conversation.listing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations are wanted.
 *
 * @param identity whose view it is
 * @param everybodys whether conversations are shown in which the identity is no member; never when only unread ones are, since
 *     nobody has anything to read elsewhere
 * @param state only those in this state; null for all
 * @param unread only those with messages that the identity has not read
 * @param text only those with these words in their name or a message; null for all
 * @param before only those behind this position; null from the first
 */
@RegisterForReflection
record ConversationFilter(
        String identity,
        boolean everybodys,
        @Nullable String state,
        boolean unread,
        @Nullable String text,
        @Nullable Position before) {

    ConversationFilter {
        everybodys = everybodys && !unread;
    }

    /** Where a list goes on: newest activity first, then by SID. */
    @RegisterForReflection
    record Position(Instant lastActivityAt, String sid) {}
}
