package travel.baboo.messaging.common.sender;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The texts of sender labels. */
@ConfigMapping(prefix = "baboo.sender-label")
public interface SenderLabelConfig {

    /** The label of bots. */
    @WithDefault("Bot")
    String bot();

    /** The label of team members. */
    @WithDefault("Baboo Team")
    String team();

    /** The suffix of experts' labels. */
    @WithDefault("Local Expert")
    String expert();

    /** The suffix of travelers' labels. */
    @WithDefault("Traveler")
    String traveler();
}
