package travel.baboo.messaging.conversation.contactdetail;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Contact details of one kind in a message.
 *
 * @param kind {@code phone}, {@code email} or {@code link}
 * @param count how many
 */
@RegisterForReflection
public record HiddenDetail(@Schema(enumeration = {"phone", "email", "link"}) String kind, int count) {}
