package travel.baboo.messaging.conversation.contactdetail.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The changes to the message, in the form of Twilio's pre-event webhooks; without members, it is published unchanged.
 *
 * @param body the text to publish; null for no change
 * @param attributes the attributes to publish, JSON as a text; null for no change
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageCheckView(@Nullable String body, @Nullable String attributes) {

    static final MessageCheckView UNCHANGED = new MessageCheckView(null, null);
}
