package travel.baboo.messaging.conversation.attention.review;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Messages that need no answer.
 *
 * @param index index of the last one; null for the conversation's latest message
 */
@RegisterForReflection
public record NoAnswerNeededRequest(@Schema(examples = "7") @Nullable @Min(0) @Max(Integer.MAX_VALUE) Long index) {}
