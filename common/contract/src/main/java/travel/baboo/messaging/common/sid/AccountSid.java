package travel.baboo.messaging.common.sid;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A Twilio account or sub-account, which owns everything else. */
@RegisterForReflection
public record AccountSid(@JsonValue String value) implements Sid {

    public static final String PREFIX = "AC";

    @JsonCreator
    public AccountSid {
        Sid.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
