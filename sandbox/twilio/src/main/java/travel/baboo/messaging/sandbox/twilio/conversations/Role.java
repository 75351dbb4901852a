package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Instant;
import java.util.List;

/** What someone may do, in a service or in a conversation. */
public record Role(
        String sid, String friendlyName, String type, List<String> permissions, Instant created, Instant updated) {

    public Role {
        permissions = List.copyOf(permissions);
    }
}
