package travel.baboo.messaging.conversation.attention.focus;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A member's focus on a conversation.
 *
 * @param until when the focus ends unless it is renewed
 */
@RegisterForReflection
public record FocusView(Instant until) {}
