package travel.baboo.messaging.conversation.participant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How phone numbers are parsed. */
@ConfigMapping(prefix = "baboo.conversation.phone")
public interface PhoneConfig {

    /** The country of national numbers, an ISO 3166 code such as {@code DE}; unset, only numbers with {@code +} are accepted. */
    Optional<String> defaultRegion();

    /**
     * {@link Check#POSSIBLE} checks length and country code, {@link Check#VALID} also the assigned ranges. New ranges are
     * assigned faster than software is updated, so the strict check rejects some working numbers.
     */
    @WithDefault("possible")
    Check check();

    /** How strictly numbers are checked. */
    enum Check {
        POSSIBLE,
        VALID
    }
}
