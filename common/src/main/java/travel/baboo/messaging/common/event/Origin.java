package travel.baboo.messaging.common.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The way an event reached us. */
@RegisterForReflection
public enum Origin {
    /** Twilio reported it. */
    @JsonProperty("webhook")
    WEBHOOK,
    /** Twilio's webhook never came; we found the gap and asked. */
    @JsonProperty("reconciler")
    RECONCILER
}
