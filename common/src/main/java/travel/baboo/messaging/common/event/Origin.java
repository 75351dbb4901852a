package travel.baboo.messaging.common.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How an event reached us. */
@RegisterForReflection
public enum Origin {
    /** A webhook from Twilio. */
    @JsonProperty("webhook")
    WEBHOOK,
    /** Twilio's Event Streams: the same event a second way, without the fields {@code Source} and {@code LastReadMessageIndex}. */
    @JsonProperty("event-stream")
    EVENT_STREAM,
    /** Twilio's webhook never came; we found the gap and asked. */
    @JsonProperty("reconciler")
    RECONCILER
}
