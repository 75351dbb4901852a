package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.webhook.PreAnswer;

/** The requested properties of a conversation, validated against Twilio's limits. */
public record ConversationDraft(
        @Nullable String friendlyName,
        @Nullable String uniqueName,
        String attributes,
        @Nullable String messagingServiceSid,
        @Nullable ConversationState state,
        @Nullable Duration inactiveTimer,
        @Nullable Duration closedTimer,
        @Nullable Instant created,
        @Nullable Instant updated) {

    private static final int ATTRIBUTES_BYTES = 16 * 1024;

    /** A new conversation as an SDK makes it. */
    public static ConversationDraft named(
            @Nullable String friendlyName, @Nullable String uniqueName, @Nullable String attributes) {
        return new ConversationDraft(
                friendlyName, uniqueName, attributes == null ? "{}" : attributes, null, null, null, null, null, null);
    }

    /** The parameters of a create or update; what is absent stays as it is in {@code before}. */
    public static ConversationDraft of(Parameters body, @Nullable Conversation before) {
        String uniqueName = body.has("UniqueName")
                ? emptyToNull(body.text("UniqueName", 256))
                : before == null ? null : before.uniqueName();
        if (uniqueName != null && Sid.is("CH", uniqueName)) {
            throw TwilioException.badRequest(50390, "UniqueName must not look like a Conversation SID");
        }
        String attributes = body.json("Attributes", ATTRIBUTES_BYTES);
        String state = body.oneOf("State", List.of("initializing", "active", "inactive", "closed"));
        return new ConversationDraft(
                body.has("FriendlyName")
                        ? body.text("FriendlyName", 256)
                        : before == null ? null : before.friendlyName(),
                uniqueName,
                attributes != null ? attributes : before == null ? "{}" : before.attributes(),
                body.has("MessagingServiceSid")
                        ? body.sid("MessagingServiceSid", "MG")
                        : before == null ? null : before.messagingServiceSid(),
                state == null ? null : ConversationState.of(state),
                timer(body, "Timers.Inactive", Duration.ofMinutes(1), before == null ? null : before.inactiveTimer()),
                timer(body, "Timers.Closed", Duration.ofMinutes(10), before == null ? null : before.closedTimer()),
                body.instant("DateCreated"),
                body.instant("DateUpdated"));
    }

    ConversationDraft changedBy(PreAnswer answer) {
        return new ConversationDraft(
                answer.change("friendly_name", friendlyName),
                answer.change("unique_name", uniqueName),
                String.valueOf(answer.change("attributes", attributes)),
                messagingServiceSid,
                state,
                inactiveTimer,
                closedTimer,
                created,
                updated);
    }

    private static @Nullable Duration timer(Parameters body, String name, Duration minimum, @Nullable Duration before) {
        if (!body.has(name)) {
            return before;
        }
        Duration timer = body.duration(name);
        if (timer != null && !timer.isZero() && timer.compareTo(minimum) < 0) {
            throw TwilioException.invalid(name);
        }
        return timer == null || timer.isZero() ? null : timer;
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
