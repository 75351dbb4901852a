package travel.baboo.messaging.token.minting;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * A token's lifetime. Twilio rejects tokens of more than a day with 20157.
 *
 * @param value 1 minute to 24 hours, whole seconds
 */
public record TokenLifetime(Duration value) {

    private static final Duration MIN = Duration.ofMinutes(1);
    private static final Duration MAX = Duration.ofHours(24);

    public TokenLifetime {
        if (value.compareTo(MIN) < 0
                || value.compareTo(MAX) > 0
                || !value.equals(value.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException(
                    "a token lives 1 minute to 24 hours, in whole seconds; " + value + " does not fit");
        }
    }

    /**
     * The lifetime in a setting.
     *
     * @param setting the setting's name, for the error
     */
    public static TokenLifetime ofSetting(String setting, Duration value) {
        try {
            return new TokenLifetime(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    long seconds() {
        return value.toSeconds();
    }
}
