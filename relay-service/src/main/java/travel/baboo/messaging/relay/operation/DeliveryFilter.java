package travel.baboo.messaging.relay.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.delivery.DeliveryState;

/**
 * Which deliveries are meant; null takes all.
 *
 * @param state {@code waiting}, {@code held}, {@code unknown}, {@code delivered}, {@code failed}, {@code expired} or {@code canceled}
 * @param conversation the conversation's SID
 * @param event the event's id, {@code message-added:IM…} for instance
 * @param outcome the short word for why it stands as it does, {@code gone} for instance
 * @param providerSid a text's SID at Twilio, of any attempt
 * @param since happened at or after
 * @param until happened before
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
