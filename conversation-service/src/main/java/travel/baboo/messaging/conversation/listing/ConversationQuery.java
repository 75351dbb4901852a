package travel.baboo.messaging.conversation.listing;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;

/**
 * The query parameters of a list.
 *
 * @param state only conversations in this state
 * @param text words to search for: {@code or}, {@code -without}, {@code "exact phrase"}; the last word also matches as a prefix
 * @param unread {@code true} for conversations with messages that the caller has not read
 * @param waiting only conversations whose traveler is waiting for an answer, oldest wait first: {@code any}, or one state; not together
 *     with {@code q}
 * @param identity for admins: the identity whose list is read
 * @param inquiryId the inquiry that the conversation began with
 * @param expert an expert who is a member
 * @param channel the traveler's channel
 * @param activeSince only conversations with activity at or after this time
 * @param activeBefore only conversations without activity at or after this time
 */
public record ConversationQuery(
        @QueryParam("state")
                @Schema(enumeration = {"initializing", "active", "inactive", "closed"})
                @Pattern(
                        regexp = "initializing|active|inactive|closed",
                        message = "one of initializing, active, inactive, closed")
                @Nullable
                String state,
        @QueryParam("q") @Size(max = 200) @Nullable String text,
        @QueryParam("unread")
                @Schema(
                        enumeration = {"true", "false"},
                        defaultValue = "false")
                @Pattern(regexp = "true|false", message = "true or false")
                @Nullable
                String unread,
        @QueryParam("waiting")
                @Schema(enumeration = {"any", "waiting", "at-risk", "overdue"})
                @Pattern(regexp = "any|waiting|at-risk|overdue", message = "one of any, waiting, at-risk, overdue")
                @Nullable
                String waiting,
        @QueryParam("identity") @Size(min = 1, max = Caller.MAX_IDENTITY_LENGTH) @Nullable String identity,
        @QueryParam("inquiryId") @Size(min = 1, max = 100) @Nullable String inquiryId,
        @QueryParam("expert") @Size(min = 1, max = Caller.MAX_IDENTITY_LENGTH) @Nullable String expert,
        @QueryParam("channel")
                @Schema(enumeration = {"sms", "whatsapp", "email", "web", "relay-sms", "relay-make"})
                @Size(min = 1, max = 32)
                @Nullable
                String channel,
        @QueryParam("activeSince") @Schema(format = "date-time") @Nullable String activeSince,
        @QueryParam("activeBefore") @Schema(format = "date-time") @Nullable String activeBefore) {

    /** The filter for the caller; fails with a problem if the caller may not use another identity's view. */
    ConversationFilter filter(Caller caller, ConversationFilter.@Nullable Position before) {
        boolean admin = caller.is(Role.ADMIN);
        if (identity != null && !admin && !identity.equals(caller.identity())) {
            throw ProblemException.forbidden("Only admins see what others see.");
        }
        return filter(identity == null ? caller.identity() : identity, admin && identity == null, before);
    }

    /** All conversations, for a caller without memberships. */
    ConversationFilter everybodys(Caller caller, ConversationFilter.@Nullable Position before) {
        if (identity != null || unread != null) {
            throw ProblemException.invalid("identity, unread: only for logins");
        }
        return filter(caller.identity(), true, before);
    }

    private ConversationFilter filter(String whose, boolean everybodys, ConversationFilter.@Nullable Position before) {
        if (waiting != null && text != null && !text.isBlank()) {
            throw ProblemException.invalid("waiting: not together with q");
        }
        return new ConversationFilter(
                whose,
                everybodys,
                state,
                inquiryId,
                expert,
                channel,
                time("activeSince", activeSince),
                time("activeBefore", activeBefore),
                "true".equals(unread),
                waiting,
                text == null || text.isBlank() ? null : text,
                before);
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            throw ProblemException.invalid(name + ": a time such as 2026-08-11T13:03:28Z is needed");
        }
    }
}
