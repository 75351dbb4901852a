package travel.baboo.messaging.conversation.listing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.conversation.database.Cursor;

/**
 * Selects conversations.
 *
 * @param identity the identity whose view is read
 * @param everybodys whether to include conversations in which the identity is not a member; never together with unread,
 *     because only members have unread messages
 * @param state only those in this state; null for all
 * @param inquiryId only the conversation of this inquiry; null for all
 * @param expert only conversations with this expert as a member; null for all
 * @param channel only conversations whose traveler uses this channel; null for all
 * @param activeSince only conversations with activity at or after this time; null for all
 * @param activeBefore only conversations without activity at or after this time; null for all
 * @param unread only conversations with messages that the identity has not read
 * @param waiting only conversations whose traveler waits: {@code any}, or the state of the clock; null for all. Then the list is oldest wait
 *     first
 * @param text only conversations with these words in their name or a message; null for all
 * @param before only conversations after this position in the list; null from the start
 */
@RegisterForReflection
public record ConversationFilter(
        String identity,
        boolean everybodys,
        @Nullable String state,
        @Nullable String inquiryId,
        @Nullable String expert,
        @Nullable String channel,
        @Nullable Instant activeSince,
        @Nullable Instant activeBefore,
        boolean unread,
        @Nullable String waiting,
        @Nullable String text,
        @Nullable Position before) {

    public ConversationFilter {
        everybodys = everybodys && !unread;
    }

    /** Everybody's conversations with these words, as this identity sees them. */
    public static ConversationFilter words(String identity, String text) {
        return new ConversationFilter(identity, true, null, null, null, null, null, null, false, null, text, null);
    }

    /** Where a list continues: newest activity first, or oldest wait first, then by SID. */
    @RegisterForReflection
    public record Position(Instant at, String sid) {

        /** Reads a cursor that a list returned. */
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
