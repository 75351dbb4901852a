package travel.baboo.messaging.conversation.participant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Role;

/**
 * A participant as members see one. Addresses are not shown: members need not know each other's phone numbers.
 *
 * @param identity for participants who log in; null for phone and e-mail
 * @param role the business role, if known
 * @param name the display name, if known
 * @param channel {@code sms}, {@code whatsapp}, … for phones; null for participants who log in
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParticipantView(
        @Schema(examples = "MB0123456789abcdef0123456789abcdef") String sid,
        @Nullable String identity,
        @Schema(examples = "sms") @Nullable String channel,
        @Nullable String roleSid,
        @Schema(enumeration = {"admin", "bot", "expert", "traveler"}) @Nullable String role,
        @Nullable String name,
        @Nullable Long lastReadIndex,
        @Nullable Instant createdAt) {

    /** A view with role and name from the participant's attributes. */
    public static ParticipantView of(
            String sid,
            @Nullable String identity,
            @Nullable String channel,
            @Nullable String roleSid,
            @Nullable String attributes,
            @Nullable Long lastReadIndex,
            @Nullable Instant createdAt) {
        return new ParticipantView(
                sid,
                identity,
                channel,
                roleSid,
                Members.role(attributes).map(Role::group).orElse(null),
                Members.name(attributes).orElse(null),
                lastReadIndex,
                createdAt);
    }
}
