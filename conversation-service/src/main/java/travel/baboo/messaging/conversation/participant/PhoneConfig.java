package travel.baboo.messaging.conversation.participant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How phone numbers are read. */
@ConfigMapping(prefix = "baboo.conversation.phone")
public interface PhoneConfig {

    /** Whose national numbers are understood, an ISO 3166 code such as {@code DE}; unset, only those with {@code +}. */
    Optional<String> defaultRegion();

    /**
     * How strictly: {@link Check#POSSIBLE} by length and country code, {@link Check#VALID} by assigned ranges too. New ranges are
     * assigned faster than software is updated, so the strict check refuses some numbers that work.
     */
    @WithDefault("possible")
    Check check();

    /** The strictness. */
    enum Check {
        POSSIBLE,
        VALID
    }
}
