package travel.baboo.messaging.common.sid;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A conversation: the thread shared by travelers, experts and bots. */
@RegisterForReflection
public record ConversationSid(@JsonValue String value) implements Sid {

    public static final String PREFIX = "CH";

    @JsonCreator
    public ConversationSid {
        Sid.require(PREFIX, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
