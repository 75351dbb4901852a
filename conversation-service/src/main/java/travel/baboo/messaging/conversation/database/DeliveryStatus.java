package travel.baboo.messaging.conversation.database;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a message has come to a phone, in the order in which receipts advance in the mirror: never backwards, whatever the order of
 * events. The mirror's SQL uses the same order.
 */
@RegisterForReflection
public enum DeliveryStatus {
    SENT,
    DELIVERED,
    READ,
    UNDELIVERED,
    FAILED;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status for Twilio's value, in any case; empty for unknown values. */
    public static Optional<DeliveryStatus> find(@Nullable String word) {
        return word == null
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(status -> status.text().equals(word.toLowerCase(Locale.ROOT)))
                        .findFirst();
    }

    /** Whether the message did not reach the phone. The mirror never leaves such a status for a better one. */
    public boolean isFailure() {
        return this == UNDELIVERED || this == FAILED;
    }

    /** Whether a receipt with the given status, or an unknown one, advances to this one. */
    public boolean follows(@Nullable String known) {
        return find(known).map(status -> compareTo(status) > 0).orElse(true);
    }
}
