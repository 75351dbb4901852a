package travel.baboo.messaging.common.attention;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.CloudEventAttributes;

/**
 * A decision about somebody who waits: a record on {@value #TOPIC}, keyed by the conversation's SID. Its CloudEvents id is derived from
 * what was decided, so that a decision has one id however often it is published.
 *
 * @param kind {@value #UNREAD_NOTICE}, {@value #AT_RISK}, {@value #OVERDUE} or {@value #CLEARED}
 * @param occurredAt when it was decided
 * @param notice for unread notices, else null
 * @param response for response clocks, else null
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AttentionEvent(
        String kind, String conversationSid, Instant occurredAt, @Nullable Notice notice, @Nullable Response response) {

    /** The topic. Its records expire; nobody needs an old notice. */
    public static final String TOPIC = "conversation.attention";

    /** A member has unread messages and is not looking. */
    public static final String UNREAD_NOTICE = "unread-notice";

    /** A traveler's wait nears its target. */
    public static final String AT_RISK = "response-at-risk";

    /** A traveler has waited longer than the target. */
    public static final String OVERDUE = "response-overdue";

    /** A wait that was at risk or overdue has ended. */
    public static final String CLEARED = "response-cleared";

    private static final String SOURCE = "/baboo/conversation-service/attention";
    private static final String TYPE = "travel.baboo.attention.%s.v1";

    public AttentionEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(conversationSid, "conversationSid");
        Objects.requireNonNull(occurredAt, "occurredAt");
        if ((notice == null) == (response == null)) {
            throw new IllegalArgumentException("an attention event has a notice or a response");
        }
    }

    /** The CloudEvents attributes. */
    public CloudEventAttributes attributes() {
        return new CloudEventAttributes(id(), SOURCE, TYPE.formatted(kind), conversationSid, occurredAt);
    }

    private String id() {
        return response != null
                ? kind + ":" + conversationSid + ":" + response.firstIndex() + ":"
                        + response.waitingSince().getEpochSecond()
                : kind + ":" + conversationSid + ":"
                        + Objects.requireNonNull(notice).participantSid() + ":" + notice.firstIndex() + ":"
                        + notice.stage();
    }

    /**
     * The unread messages of one member.
     *
     * @param participantSid the membership
     * @param identity whom to notify
     * @param role {@code expert}, {@code traveler} or {@code admin}
     * @param stage 0 for the notice, then the number of the reminder
     * @param count unread messages; 1000 means 1000 or more
     * @param firstIndex the first message that this notice is about
     * @param lastIndex the last one
     * @param firstAt when the first one was written
     * @param from the label of the first one's author
     * @param text the beginning of the first one's text; null unless a setting says so
     * @param link where to read it; null unless a setting says so
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Notice(
            String participantSid,
            String identity,
            String role,
            int stage,
            long count,
            long firstIndex,
            long lastIndex,
            Instant firstAt,
            @Nullable String from,
            @Nullable String text,
            @Nullable String link) {}

    /**
     * A traveler's wait for an answer.
     *
     * @param reply {@code first} or {@code next}
     * @param firstIndex the first unanswered message of the traveler
     * @param waitingSince since when the traveler waits
     * @param dueAt when the wait is overdue
     * @param experts the experts in the conversation
     * @param target the target's name; {@code default} for the common one
     * @param tag the conversation's tag; null if it has none
     * @param escalateTo whom to alarm; null unless a setting says so
     * @param outcome why it ended: {@code answered}, {@code not-needed}, {@code handover} or {@code closed}; null while it lasts
     * @param endedAt when it ended; null while it lasts
     * @param link where to answer; null unless a setting says so
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Response(
            String reply,
            long firstIndex,
            Instant waitingSince,
            Instant dueAt,
            List<String> experts,
            String target,
            @Nullable String tag,
            @Nullable String escalateTo,
            @Nullable String outcome,
            @Nullable Instant endedAt,
            @Nullable String link) {

        public Response {
            experts = List.copyOf(experts);
        }
    }
}
