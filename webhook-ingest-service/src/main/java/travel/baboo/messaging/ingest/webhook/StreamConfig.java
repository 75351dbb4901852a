package travel.baboo.messaging.ingest.webhook;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings of the endpoint for Twilio Event Streams. */
@ConfigMapping(prefix = "baboo.ingest.event-stream")
public interface StreamConfig {

    /**
     * {@code user:password} in the sink's URL ({@code EVENT_STREAM_USER_INFO}): required as Basic authentication, and tried as part of the
     * signed URL.
     */
    Optional<String> userInfo();
}
