package travel.baboo.messaging.common.sender;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The words of the sender labels. */
@ConfigMapping(prefix = "baboo.sender-label")
public interface SenderLabelConfig {

    /** What a bot is called. */
    @WithDefault("Bot")
    String bot();

    /** What everybody of the team is called. */
    @WithDefault("Baboo Team")
    String team();

    /** What stands behind an expert's name. */
    @WithDefault("Local Expert")
    String expert();

    /** What stands behind a traveler's name. */
    @WithDefault("Traveler")
    String traveler();
}
