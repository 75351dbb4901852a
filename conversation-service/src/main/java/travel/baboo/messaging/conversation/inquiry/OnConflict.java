package travel.baboo.messaging.conversation.inquiry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;

/** What to do if the traveler's phone is bound in another open conversation: Twilio allows only one. */
@RegisterForReflection
public enum OnConflict {
    /** Fail with 409 and name the conversation. */
    FAIL,
    /** Join that conversation. */
    REUSE;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static OnConflict of(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("onConflict is fail or reuse"));
    }
}
