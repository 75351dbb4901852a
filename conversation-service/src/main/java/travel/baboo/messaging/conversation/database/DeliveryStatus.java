package travel.baboo.messaging.conversation.database;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a message has come to a phone, in the order in which the mirror lets a receipt move: never back, whatever order the events
 * come in and whatever Twilio says later. The mirror's SQL has the same order.
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

    /** The status with Twilio's word, in any case; empty for words that nobody knows. */
    public static Optional<DeliveryStatus> find(@Nullable String word) {
        return word == null
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(status -> status.text().equals(word.toLowerCase(Locale.ROOT)))
                        .findFirst();
    }

    /** Whether a receipt that stands at a status, or is not known yet, moves to this one. */
    public boolean follows(@Nullable String known) {
        return find(known).map(status -> compareTo(status) > 0).orElse(true);
    }
}
