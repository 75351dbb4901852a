package travel.baboo.messaging.common.attention;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;

/**
 * A second way for a message that did not arrive by WhatsApp.
 *
 * @param way {@value #SMS}, to the same number, or {@value #TEMPLATE}, an approved one with the text as its variable 1
 * @param text the message's text
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Fallback(String way, String text) {

    /** As an SMS. */
    public static final String SMS = "sms";

    /** As a template of WhatsApp. */
    public static final String TEMPLATE = "template";

    public Fallback {
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(text, "text");
    }
}
