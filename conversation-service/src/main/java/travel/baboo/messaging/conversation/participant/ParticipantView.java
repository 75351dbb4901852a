package travel.baboo.messaging.conversation.participant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A participant as people see one. Addresses are not shown: members need not know each other's phone numbers.
 *
 * @param identity for those who log in; null for those who write by phone or e-mail
 * @param channel {@code sms}, {@code whatsapp}, … for the latter; null for the former
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParticipantView(
        String sid,
        @Nullable String identity,
        @Nullable String channel,
        @Nullable String roleSid,
        @Nullable Long lastReadIndex,
        @Nullable Instant createdAt) {}
