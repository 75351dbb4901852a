package travel.baboo.messaging.conversation.label;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Labels that are written at Twilio, so that every client that shows {@code attributes.from} shows who is speaking. */
@ConfigMapping(prefix = "baboo.conversation.label")
public interface LabelConfig {

    /** Whether they are written ({@code SENDER_LABELS_AT_TWILIO}). In this service's own answers they are in any case. */
    @WithDefault("true")
    boolean enabled();

    /** Writes a second, at most, of this instance. Twilio takes 30 a second in one conversation, people's own among them. */
    @WithDefault("10")
    double writesPerSecond();

    /** How old a message may be: what is mirrored anew, years later, is not written again. */
    @WithDefault("24h")
    Duration maxAge();

    /** How often a label is written over at most that a browser keeps changing. */
    @WithDefault("5")
    int maxWrites();

    /** How often the service looks for labels to write that it was not woken for. */
    @WithDefault("1s")
    Duration interval();
}
