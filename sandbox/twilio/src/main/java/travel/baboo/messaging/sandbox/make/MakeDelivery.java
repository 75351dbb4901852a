package travel.baboo.messaging.sandbox.make;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that reached a hook.
 *
 * @param webhookId the {@code webhook-id} header
 * @param conversationSid what the body says at {@code conversation.sid}, if anything
 * @param signature result of the signature check
 * @param answer what was answered, as the kinds of {@link MakeBehavior}, or {@code unauthorized}
 * @param taken whether the scenario got it
 * @param repeat whether the scenario had got the same webhook-id before
 */
public record MakeDelivery(
        long number,
        Instant time,
        @Nullable String webhookId,
        @Nullable String conversationSid,
        Map<String, String> headers,
        String body,
        SignatureCheck signature,
        String answer,
        boolean taken,
        boolean repeat) {

    /** Whether a delivery was signed as it should be. */
    public enum SignatureCheck {
        VALID,
        INVALID,
        MISSING,
        /** The hook has no secret. */
        UNCHECKED
    }
}
