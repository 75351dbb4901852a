package travel.baboo.messaging.common.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How an event reached us. */
@RegisterForReflection
public enum Origin {
    /** A webhook from Twilio. */
    @JsonProperty("webhook")
    WEBHOOK,
    /** Twilio's webhook never came; we found the gap and asked. */
    @JsonProperty("reconciler")
    RECONCILER
}
