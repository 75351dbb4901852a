package travel.baboo.messaging.common.sid;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A membership in a conversation, by identity or messaging binding. */
@RegisterForReflection
public record ParticipantSid(@JsonValue String value) implements Sid {

    public static final String PREFIX = "MB";

    @JsonCreator
    public ParticipantSid {
        Sid.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
