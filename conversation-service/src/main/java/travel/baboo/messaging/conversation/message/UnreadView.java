package travel.baboo.messaging.conversation.message;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the caller has not read, in all conversations.
 *
 * @param messages others' messages behind the caller's read horizons; 1000 stands for that many or more, and then conversations for at
 *     least so many
 */
@RegisterForReflection
public record UnreadView(@Schema(examples = "12") long messages, @Schema(examples = "3") long conversations) {

    static final int MOST = 1000;
}
