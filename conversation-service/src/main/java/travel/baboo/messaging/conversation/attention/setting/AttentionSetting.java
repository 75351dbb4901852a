package travel.baboo.messaging.conversation.attention.setting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a conversation. A null field follows the service's setting.
 *
 * @param notices whether its members get unread notices
 * @param clock whether its response clock runs
 * @param tag selects the targets that apply: 1 to 64 letters, digits, {@code .}, {@code _} or {@code -}; null for the inquiry's attribute
 *     {@code tag} if an admin or a bot created the inquiry
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttentionSetting(
        @Nullable Boolean notices,
        @Nullable Boolean clock,
        @Schema(examples = "vip")
                @Nullable
                @Pattern(regexp = "[A-Za-z0-9._-]{1,64}", message = "1 to 64 letters, digits, '.', '_' or '-'")
                String tag) {

    static final AttentionSetting NONE = new AttentionSetting(null, null, null);
}
