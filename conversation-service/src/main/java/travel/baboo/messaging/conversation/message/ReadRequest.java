package travel.baboo.messaging.conversation.message;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The caller's read horizon.
 *
 * @param index the index of the last read message, which may be lower than before; null for the conversation's latest
 */
@RegisterForReflection
public record ReadRequest(@Schema(examples = "7") @Nullable @Min(0) @Max(Integer.MAX_VALUE) Long index) {}
