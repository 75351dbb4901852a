package travel.baboo.messaging.common.attention;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message with contact details before a booking.
 *
 * @param id the record of what was found; with hidden contact details, the original text can be read under it
 * @param messageSid the message
 * @param index its index in the conversation
 * @param direction {@code inbound} from a traveler, {@code outbound} from an expert
 * @param outcome {@code replaced}: they are hidden; {@code flagged}: the message was published unchanged; {@code missed}: it was published
 *     unchanged although they should have been hidden
 * @param author the author at Twilio; null if unknown
 * @param details what was found
 * @param sentAt when the message was created
 * @param link URL of the conversation; null unless the setting {@code link} is set
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FoundDetails(
        String id,
        String messageSid,
        long index,
        String direction,
        String outcome,
        @Nullable String author,
        List<Detail> details,
        Instant sentAt,
        @Nullable String link) {

    public FoundDetails {
        details = List.copyOf(details);
    }

    /**
     * Contact details of one kind in a message.
     *
     * @param kind {@code phone}, {@code email} or {@code link}
     * @param count how many
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Detail(String kind, int count) {}
}
