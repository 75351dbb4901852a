package travel.baboo.messaging.sandbox.make;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A custom webhook of a scenario.
 *
 * @param secret {@code whsec_…}; deliveries must then be signed with it
 * @param apiKey what {@code x-make-apikey} must be, if anything
 * @param limitPer10Seconds answers 429 to more; Make.com's own is 300, none unless said
 */
public record MakeHook(
        String id, @Nullable String secret, @Nullable String apiKey, @Nullable Integer limitPer10Seconds) {

    public MakeHook {
        if (id == null || !id.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("a hook's id is letters, digits, _ and -");
        }
        if (secret != null) {
            if (!secret.startsWith("whsec_")) {
                throw new IllegalArgumentException("secret must begin with whsec_");
            }
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            if (key.length < 16) {
                throw new IllegalArgumentException("secret must hold at least 16 bytes");
            }
        }
        if (limitPer10Seconds != null && limitPer10Seconds < 1) {
            throw new IllegalArgumentException("limitPer10Seconds must be at least 1");
        }
    }
}
