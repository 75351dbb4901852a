package travel.baboo.messaging.common.attention;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.CloudEventAttributes;

/**
 * A decision about a conversation that needs attention: a record on {@value #TOPIC}, keyed by the conversation's SID. The CloudEvents id
 * is derived from the decision, so that a decision that is published twice has the same id. Exactly one of the members from {@code
 * notice} on is set.
 *
 * @param kind {@value #UNREAD_NOTICE}, {@value #AT_RISK}, {@value #OVERDUE}, {@value #CLEARED}, {@value #UNDELIVERED}, {@value
 *     #WINDOW_CLOSING}, {@value #OPTED_OUT} or {@value #CONTACT_DETAILS}
 * @param occurredAt time of the decision
 * @param notice the notice; null for other decisions
 * @param response the wait; null for decisions that are not about a response clock
 * @param undelivered the message; null for other decisions
 * @param window the WhatsApp window; null for other decisions
 * @param optOut the opt-out; null for other decisions
 * @param contactDetails the message with contact details; null for other decisions
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AttentionEvent(
        String kind,
        String conversationSid,
        Instant occurredAt,
        @Nullable Notice notice,
        @Nullable Response response,
        @Nullable Undelivered undelivered,
        @Nullable Window window,
        @Nullable OptOut optOut,
        @Nullable FoundDetails contactDetails) {

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

    /** A message of ours did not reach the traveler's phone. */
    public static final String UNDELIVERED = "message-undelivered";

    /** A traveler waits for an answer, and WhatsApp is about to accept templates only. */
    public static final String WINDOW_CLOSING = "whatsapp-window-closing";

    /** The traveler's phone has opted out of our messages. */
    public static final String OPTED_OUT = "address-opted-out";

    /** A message has contact details before a booking. */
    public static final String CONTACT_DETAILS = "contact-details-found";

    private static final String SOURCE = "/baboo/conversation-service/attention";
    private static final String TYPE = "travel.baboo.attention.%s.v1";

    public AttentionEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(conversationSid, "conversationSid");
        Objects.requireNonNull(occurredAt, "occurredAt");
        if (Stream.of(notice, response, undelivered, window, optOut, contactDetails)
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw new IllegalArgumentException("an attention event has exactly one content");
        }
    }

    public static AttentionEvent of(String kind, String conversationSid, Instant occurredAt, Notice notice) {
        return new AttentionEvent(kind, conversationSid, occurredAt, notice, null, null, null, null, null);
    }

    public static AttentionEvent of(String kind, String conversationSid, Instant occurredAt, Response response) {
        return new AttentionEvent(kind, conversationSid, occurredAt, null, response, null, null, null, null);
    }

    public static AttentionEvent of(String conversationSid, Instant occurredAt, Undelivered undelivered) {
        return new AttentionEvent(UNDELIVERED, conversationSid, occurredAt, null, null, undelivered, null, null, null);
    }

    public static AttentionEvent of(String conversationSid, Instant occurredAt, Window window) {
        return new AttentionEvent(WINDOW_CLOSING, conversationSid, occurredAt, null, null, null, window, null, null);
    }

    public static AttentionEvent of(String conversationSid, Instant occurredAt, OptOut optOut) {
        return new AttentionEvent(OPTED_OUT, conversationSid, occurredAt, null, null, null, null, optOut, null);
    }

    public static AttentionEvent of(String conversationSid, Instant occurredAt, FoundDetails contactDetails) {
        return new AttentionEvent(
                CONTACT_DETAILS, conversationSid, occurredAt, null, null, null, null, null, contactDetails);
    }

    /** The CloudEvents attributes. */
    public CloudEventAttributes attributes() {
        return new CloudEventAttributes(id(), SOURCE, TYPE.formatted(kind), conversationSid, occurredAt);
    }

    private String id() {
        if (undelivered != null) {
            return kind + ":" + undelivered.messageSid();
        }
        if (contactDetails != null) {
            return kind + ":" + contactDetails.id();
        }
        return kind + ":" + conversationSid + ":" + place();
    }

    /** Distinguishes this decision from others of its kind about the same conversation. */
    private String place() {
        if (response != null) {
            return response.firstIndex() + ":" + response.waitingSince().getEpochSecond();
        }
        if (window != null) {
            return Long.toString(window.lastInboundAt().getEpochSecond());
        }
        if (optOut != null) {
            return Long.toString(optOut.optedOutAt().getEpochSecond());
        }
        return Objects.requireNonNull(notice).participantSid() + ":" + notice.firstIndex() + ":" + notice.stage();
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

    /**
     * A message of ours that did not reach the traveler's phone.
     *
     * @param messageSid the message
     * @param index its index in the conversation
     * @param role the author: an expert, the team, a bot or the system, as {@code message.role} in events for scenarios
     * @param author the author at Twilio; null if unknown
     * @param channel the traveler's channel, such as {@code sms} or {@code whatsapp}; null if the phone is no longer a participant
     * @param errorCode Twilio's error code in the delivery receipt, such as 30003 or 63016; null without one
     * @param sentAt when the message was created
     * @param experts identities of the experts in the conversation
     * @param fallback how relay-service sends the text another way; null unless the setting {@code arrival.fallback} applies
     * @param link URL of the conversation; null unless the setting {@code link} is set
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Undelivered(
            String messageSid,
            long index,
            String role,
            @Nullable String author,
            @Nullable String channel,
            @Nullable Integer errorCode,
            Instant sentAt,
            List<String> experts,
            @Nullable Fallback fallback,
            @Nullable String link) {

        public Undelivered {
            experts = List.copyOf(experts);
        }
    }

    /**
     * The time in which WhatsApp accepts free text: 24 hours from the traveler's last message.
     *
     * @param lastInboundAt when the traveler's phone last wrote
     * @param closesAt when the window closes
     * @param firstIndex index of the traveler's first unanswered message
     * @param waitingSince start of the wait for an answer
     * @param experts identities of the experts in the conversation
     * @param link URL of the conversation; null unless the setting {@code link} is set
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Window(
            Instant lastInboundAt,
            Instant closesAt,
            long firstIndex,
            Instant waitingSince,
            List<String> experts,
            @Nullable String link) {

        public Window {
            experts = List.copyOf(experts);
        }
    }

    /**
     * An opt-out of the traveler's phone: it wrote STOP or a word with the same effect.
     *
     * @param optedOutAt when the phone wrote it
     * @param channel the traveler's channel, such as {@code sms} or {@code whatsapp}
     * @param experts identities of the experts in the conversation
     * @param link URL of the conversation; null unless the setting {@code link} is set
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record OptOut(Instant optedOutAt, @Nullable String channel, List<String> experts, @Nullable String link) {

        public OptOut {
            experts = List.copyOf(experts);
        }
    }
}
