package travel.baboo.messaging.conversation.label;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Labels written at Twilio, for every client that shows {@code attributes.from}. */
@ConfigMapping(prefix = "baboo.conversation.label")
public interface LabelConfig {

    /** Whether labels are written ({@code SENDER_LABELS_AT_TWILIO}). This service's own responses always have them. */
    @WithDefault("true")
    boolean enabled();

    /** Writes per second and instance. Twilio allows 30 per second and conversation, users' own included. */
    @WithDefault("10")
    double writesPerSecond();

    /** Maximum age of a message: older messages that are mirrored again are not labeled again. */
    @WithDefault("24h")
    Duration maxAge();

    /** Maximum number of times that a label is rewritten after a browser changes it. */
    @WithDefault("5")
    int maxWrites();

    /** How often the service polls for labels to write without being woken. */
    @WithDefault("1s")
    Duration interval();
}
