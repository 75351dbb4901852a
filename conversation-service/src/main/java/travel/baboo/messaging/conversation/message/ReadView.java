package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The caller's read horizon in a conversation.
 *
 * @param lastReadIndex the index of the last read message; null if there is none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadView(@Nullable Long lastReadIndex) {}
