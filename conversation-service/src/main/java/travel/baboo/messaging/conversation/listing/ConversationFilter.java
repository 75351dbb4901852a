package travel.baboo.messaging.conversation.listing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.conversation.database.Cursor;

/**
 * Which conversations are wanted.
 *
 * @param identity whose view it is
 * @param everybodys whether conversations are shown in which the identity is no member; never when only unread ones are, since
 *     nobody has anything to read elsewhere
 * @param state only those in this state; null for all
 * @param inquiryId only the one that began with this inquiry; null for all
 * @param expert only those with this expert in them; null for all
 * @param channel only those whose traveler is reached over it; null for all
 * @param activeSince only those with activity then or later; null for all
 * @param activeBefore only those without activity then or later; null for all
 * @param unread only those with messages that the identity has not read
 * @param text only those with these words in their name or a message; null for all
 * @param before only those behind this position; null from the first
 */
@RegisterForReflection
record ConversationFilter(
        String identity,
        boolean everybodys,
        @Nullable String state,
        @Nullable String inquiryId,
        @Nullable String expert,
        @Nullable String channel,
        @Nullable Instant activeSince,
        @Nullable Instant activeBefore,
        boolean unread,
        @Nullable String text,
        @Nullable Position before) {

    ConversationFilter {
        everybodys = everybodys && !unread;
    }

    /** Where a list goes on: newest activity first, then by SID. */
    @RegisterForReflection
    record Position(Instant lastActivityAt, String sid) {

        /** Reads a cursor that a list gave out. */
        static Position of(String cursor) {
            List<String> parts = Cursor.decode(cursor, 2).parts();
            try {
                return new Position(Instant.parse(parts.get(0)), parts.get(1));
            } catch (DateTimeParseException foreign) {
                throw ProblemException.invalid("cursor: not one that this list gave out");
            }
        }
    }
}
