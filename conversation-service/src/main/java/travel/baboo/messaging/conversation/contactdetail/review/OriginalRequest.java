package travel.baboo.messaging.conversation.contactdetail.review;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why an original text is read.
 *
 * @param reason the number or name of the dispute, which the audit keeps; nothing personal
 */
@RegisterForReflection
public record OriginalRequest(
        @NotNull
                @Pattern(
                        regexp = "[A-Za-z0-9][A-Za-z0-9 ._/#:-]{2,99}",
                        message = "3 to 100 letters, digits, spaces, '.', '_', '/', '#', ':' or '-'")
                @Schema(examples = "dispute 4711")
                String reason) {}
