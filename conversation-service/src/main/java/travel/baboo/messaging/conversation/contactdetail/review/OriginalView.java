package travel.baboo.messaging.conversation.contactdetail.review;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * The original text of a message with hidden contact details.
 *
 * @param body as its author wrote it
 */
@RegisterForReflection
public record OriginalView(UUID id, String body) {}
