package travel.baboo.messaging.conversation.participant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Role;

/**
 * A participant as people see one. Addresses are not shown: members need not know each other's phone numbers.
 *
 * @param identity for those who log in; null for those who write by phone or e-mail
 * @param role what they are to the company, as far as it is known
 * @param name what they are called, as far as it is known
 * @param channel {@code sms}, {@code whatsapp}, … for the latter; null for the former
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

    /** A view with role and name as the participant's attributes tell them. */
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
