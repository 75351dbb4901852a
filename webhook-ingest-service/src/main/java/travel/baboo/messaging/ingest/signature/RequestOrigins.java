package travel.baboo.messaging.ingest.signature;

import java.net.URI;
import java.util.Optional;

/**
 * What a request itself says about where it was sent. Its signature decides whether it is true.
 *
 * @param forwarded the origin that Twilio asked for, as a trusted proxy says; empty when none does
 * @param host its {@code Host}, for the port alone; empty when it has no port
 */
public record RequestOrigins(Optional<URI> forwarded, Optional<URI> host) {

    /** A request that says nothing. */
    public static final RequestOrigins NONE = new RequestOrigins(Optional.empty(), Optional.empty());
}
