package travel.baboo.messaging.common.sid;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A role: what its holder may do in a service or in a conversation. */
@RegisterForReflection
public record RoleSid(@JsonValue String value) implements Sid {

    public static final String PREFIX = "RL";

    @JsonCreator
    public RoleSid {
        Sid.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
