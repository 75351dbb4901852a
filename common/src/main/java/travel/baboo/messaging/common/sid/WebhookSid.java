package travel.baboo.messaging.common.sid;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A webhook that belongs to one conversation. */
@RegisterForReflection
public record WebhookSid(@JsonValue String value) implements Sid {

    public static final String PREFIX = "WH";

    @JsonCreator
    public WebhookSid {
        Sid.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
