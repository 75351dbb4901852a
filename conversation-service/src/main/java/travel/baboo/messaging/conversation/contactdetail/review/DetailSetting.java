package travel.baboo.messaging.conversation.contactdetail.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What happens to contact details in a conversation.
 *
 * @param mode {@code off} from the booking on, {@code flag} or {@code replace}; null to follow the conversation's tag and the service's
 *     settings
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DetailSetting(
        @Schema(
                        examples = "off",
                        enumeration = {"off", "flag", "replace"})
                @Nullable
                @Pattern(regexp = "off|flag|replace", message = "off, flag or replace")
                String mode) {}
