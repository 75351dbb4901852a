package travel.baboo.messaging.conversation.inquiry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How an inquiry stands.
 *
 * @param state {@code done}, {@code removed} with its conversation, {@code working}, {@code waiting} for its next attempt, or {@code failed}: it is gone on with only
 *     when it is sent again
 * @param conversationSid the conversation that it became; null until it is done
 * @param joined whether it joined a conversation that was there before it
 * @param attempts how often it was tried; null in the answer to the request itself
 * @param failure the type of the last attempt's problem; null when there was none
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
