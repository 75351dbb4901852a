package travel.baboo.messaging.conversation.inquiry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an inquiry.
 *
 * @param state {@code done}, {@code removed} with its conversation, {@code working}, {@code waiting} for its next attempt, or {@code failed}:
 *     it continues only when it is sent again
 * @param conversationSid its conversation; null until done
 * @param joined whether it joined an existing conversation
 * @param attempts number of attempts; null in the response to the request itself
 * @param failure the type of the last attempt's problem; null if there was none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InquiryView(
        @Schema(examples = "4711") String inquiryId,
        @Schema(enumeration = {"done", "removed", "working", "waiting", "failed"}) String state,
        @Nullable String conversationSid,
        boolean joined,
        @Nullable Integer attempts,
        @Nullable String failure) {}
