package travel.baboo.messaging.ingest.signature;

import java.net.URI;
import java.util.Optional;

/**
 * What a request itself says about its origin. The signature decides whether it is true.
 *
 * @param forwarded the requested origin according to a trusted proxy; empty without one
 * @param host its {@code Host}, used only for the port; empty without a port
 */
public record RequestOrigins(Optional<URI> forwarded, Optional<URI> host) {

    /** A request without this information. */
    public static final RequestOrigins NONE = new RequestOrigins(Optional.empty(), Optional.empty());
}
