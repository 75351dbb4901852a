package travel.baboo.messaging.common.sid;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A message in a conversation. */
@RegisterForReflection
public record MessageSid(@JsonValue String value) implements Sid {

    public static final String PREFIX = "IM";

    @JsonCreator
    public MessageSid {
        Sid.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
