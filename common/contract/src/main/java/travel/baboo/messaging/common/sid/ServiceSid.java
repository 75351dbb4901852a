package travel.baboo.messaging.common.sid;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A Conversations service: the namespace of identities, roles and unique names. */
@RegisterForReflection
public record ServiceSid(@JsonValue String value) implements Sid {

    public static final String PREFIX = "IS";

    @JsonCreator
    public ServiceSid {
        Sid.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
