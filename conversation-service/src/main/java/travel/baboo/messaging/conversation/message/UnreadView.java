package travel.baboo.messaging.conversation.message;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The caller's unread count over all conversations.
 *
 * @param messages others' messages after the caller's read horizons; 1000 means 1000 or more, and then conversations is a lower
 *     bound
 */
@RegisterForReflection
public record UnreadView(@Schema(examples = "12") long messages, @Schema(examples = "3") long conversations) {

    static final int MOST = 1000;
}
