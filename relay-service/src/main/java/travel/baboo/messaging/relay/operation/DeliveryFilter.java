package travel.baboo.messaging.relay.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.delivery.DeliveryState;

/**
 * Selects deliveries; null matches all.
 *
 * @param state {@code waiting}, {@code held}, {@code unknown}, {@code delivered}, {@code failed}, {@code expired} or {@code canceled}
 * @param conversation the conversation's SID
 * @param event the event's id, such as {@code message-added:IM…}
 * @param outcome the reason of the current state, such as {@code gone}
 * @param providerSid a text's SID at Twilio, of any attempt
 * @param since event at or after this time
 * @param until event before this time
 */
@RegisterForReflection
public record DeliveryFilter(
        @Nullable String state,
        @Nullable String destination,
        @Nullable String conversation,
        @Nullable String event,
        @Nullable String outcome,
        @Nullable String providerSid,
        @Nullable Instant since,
        @Nullable Instant until) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    public DeliveryFilter {
        if (state != null && DeliveryState.find(state).isEmpty()) {
            throw new IllegalArgumentException("state is one of " + DeliveryState.NAMES);
        }
    }

    /** The criteria as {@code name=value}, for the audit; anything but an id, a word or a time is hidden. */
    String auditDetail() {
        StringBuilder text = new StringBuilder();
        add(text, "state", state);
        add(text, "destination", destination);
        add(text, "conversation", conversation);
        add(text, "event", event);
        add(text, "outcome", outcome);
        add(text, "providerSid", providerSid);
        add(text, "since", since);
        add(text, "until", until);
        return text.toString();
    }

    private static void add(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            String shown = value.toString();
            text.append(' ').append(name).append('=').append(ID.matcher(shown).matches() ? shown : "[…]");
        }
    }
}
