package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A chat identity in a service. */
public record User(
        String sid,
        String identity,
        @Nullable String friendlyName,
        String attributes,
        String roleSid,
        Instant created,
        Instant updated) {}
