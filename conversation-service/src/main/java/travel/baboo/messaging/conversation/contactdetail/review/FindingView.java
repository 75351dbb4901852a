package travel.baboo.messaging.conversation.contactdetail.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.contactdetail.HiddenDetail;

/**
 * A message with contact details.
 *
 * @param messageSid the message; null if it is not known, because Twilio published nothing or did not wait for our answer
 * @param outcome {@code replaced}: they are hidden; {@code flagged}: the message was published unchanged; {@code missed}: it was published
 *     unchanged although they should have been hidden
 * @param details what was found
 * @param original whether the original text is stored
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindingView(
        UUID id,
        String conversationSid,
        @Nullable String messageSid,
        @Nullable String author,
        @Schema(enumeration = {"inbound", "outbound"}) String direction,
        @Schema(enumeration = {"replaced", "flagged", "missed"}) String outcome,
        List<HiddenDetail> details,
        boolean original,
        Instant foundAt) {

    public FindingView {
        details = List.copyOf(details);
    }
}
