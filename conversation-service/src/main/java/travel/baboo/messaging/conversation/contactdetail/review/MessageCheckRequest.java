package travel.baboo.messaging.conversation.contactdetail.review;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message that Twilio is about to publish, as the fields of its webhook say.
 *
 * @param source how it came to Twilio: {@code SDK}, {@code SMS}, …; null if unknown
 * @param author the author at Twilio; null if unknown
 * @param body null without a text
 * @param attributes JSON as a text; null for none
 */
@RegisterForReflection
public record MessageCheckRequest(
        @NotNull
                @Pattern(regexp = "CH[0-9a-f]{32}", message = "CH and 32 hex digits")
                @Schema(examples = "CH0123456789abcdef0123456789abcdef")
                String conversationSid,
        @Schema(examples = "SMS") @Nullable String source,
        @Nullable @Size(max = 256) String author,
        @Nullable @Size(max = 65_536) String body,
        @Nullable @Size(max = 65_536) String attributes) {}
