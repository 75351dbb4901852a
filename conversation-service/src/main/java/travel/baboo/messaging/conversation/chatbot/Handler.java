package travel.baboo.messaging.conversation.chatbot;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/** Who answers in a conversation. */
@RegisterForReflection
public enum Handler {
    BOT,
    HUMAN;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Handler of(String text) {
        return switch (text) {
            case "bot" -> BOT;
            case "human" -> HUMAN;
            default -> throw new IllegalArgumentException("to is bot or human");
        };
    }
}
