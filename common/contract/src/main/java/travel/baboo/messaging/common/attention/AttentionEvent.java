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
 * An unread notice or a change of a response clock: a record on {@value #TOPIC}, keyed by the conversation's SID. The CloudEvents id is
 * derived from the decision, so that a decision that is published twice has the same id.
 *
 * @param kind {@value #UNREAD_NOTICE}, {@value #AT_RISK}, {@value #OVERDUE} or {@value #CLEARED}
 * @param occurredAt time of the decision
 * @param notice the notice; null for events of response clocks
 * @param response the wait; null for unread notices
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AttentionEvent(
        String kind, String conversationSid, Instant occurredAt, @Nullable Notice notice, @Nullable Response response) {

    /** The topic. Records expire, because old notices are useless. */
    public static final String TOPIC = "conversation.attention";

    /** A member has unread messages and is not viewing the conversation. */
    public static final String UNREAD_NOTICE = "unread-notice";

    /** A traveler's wait is close to its target. */
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
            throw new IllegalArgumentException("an attention event has either a notice or a response");
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
     * A notice about the unread messages of one member.
     *
     * @param participantSid the membership
     * @param identity identity of the member to notify
     * @param role {@code expert}, {@code traveler} or {@code admin}
     * @param stage 0 for the notice, 1 for the first reminder, and so on
     * @param count number of unread messages; 1000 means 1000 or more
     * @param firstIndex index of the first message of the notice
     * @param lastIndex index of the last message of the notice
     * @param firstAt when the first message was created
     * @param from label of the first message's author; null if the message was removed
     * @param text beginning of the first message's text; null by default
     * @param link URL of the conversation; null unless the setting {@code link} is set
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
     * @param reply {@code first} if the conversation has no earlier answer, else {@code next}
     * @param firstIndex index of the traveler's first unanswered message
     * @param waitingSince start of the wait
     * @param dueAt when the wait becomes overdue
     * @param experts identities of the experts in the conversation
     * @param target name of the target; {@code default} unless a specific one applies
     * @param tag tag of the conversation; null without one
     * @param escalateTo identity to escalate to; null unless the setting {@code escalate-to} is set
     * @param outcome why the wait ended: {@code answered}, {@code not-needed}, {@code handover} or {@code closed}; null while it runs
     * @param endedAt when the wait ended; null while it runs
     * @param link URL of the conversation; null unless the setting {@code link} is set
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
