package travel.baboo.messaging.conversation.attention.focus;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How long the caller looks at a conversation.
 *
 * @param seconds 0 to 300; 0 for no longer, null for 60
 */
@RegisterForReflection
public record FocusRequest(@Schema(examples = "60") @Nullable @Min(0) @Max(300) Integer seconds) {

    private static final int USUAL = 60;

    int lease() {
        return seconds == null ? USUAL : seconds;
    }
}
