package travel.baboo.messaging.conversation.attention.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * Messages that need no answer.
 *
 * @param index index of the last one; null if the conversation has no message
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoAnswerNeededView(@Nullable Long index) {}
