package travel.baboo.messaging.relay.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
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

    public DeliveryFilter {
        if (state != null && DeliveryState.find(state).isEmpty()) {
            throw new IllegalArgumentException("state is one of " + DeliveryState.NAMES);
        }
    }
}
