package travel.baboo.messaging.conversation.inquiry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An inquiry that has not become a conversation, without personal data.
 *
 * @param step the step of the last attempt; null before the first
 * @param failure the type of the last attempt's problem; null if there was none
 * @param nextAttemptAt when the service retries it; null if it does not
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InquiryEntry(
        @Schema(examples = "4711") String inquiryId,
        @Schema(enumeration = {"failed", "waiting", "working"}) String state,
        int attempts,
        @Schema(enumeration = {"conversation", "phone", "people", "message", "completion"}) @Nullable String step,
        @Schema(examples = "urn:baboo:messaging:problem:address-in-use") @Nullable String failure,
        Instant createdAt,
        @Nullable Instant nextAttemptAt) {}
