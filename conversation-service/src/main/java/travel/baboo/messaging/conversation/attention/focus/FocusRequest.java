package travel.baboo.messaging.conversation.attention.focus;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request to set the caller's focus on a conversation.
 *
 * @param seconds duration of the focus, 0 to 300; 0 ends it, null means 60
 */
@RegisterForReflection
public record FocusRequest(@Schema(examples = "60") @Nullable @Min(0) @Max(300) Integer seconds) {

    private static final int DEFAULT_SECONDS = 60;

    int lease() {
        return seconds == null ? DEFAULT_SECONDS : seconds;
    }
}
