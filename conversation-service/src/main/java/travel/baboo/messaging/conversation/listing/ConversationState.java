package travel.baboo.messaging.conversation.listing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.twilio.rest.conversations.v1.service.Conversation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;

/** Twilio's states of a conversation; closed is final. */
@RegisterForReflection
public enum ConversationState {
    INITIALIZING,
    ACTIVE,
    INACTIVE,
    CLOSED;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static ConversationState of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state is one of active, inactive and closed"));
    }

    Conversation.State atTwilio() {
        return Conversation.State.forValue(text());
    }
}
