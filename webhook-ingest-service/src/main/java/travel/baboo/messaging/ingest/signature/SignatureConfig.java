package travel.baboo.messaging.ingest.signature;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for verifying Twilio's signatures. */
@ConfigMapping(prefix = "baboo.ingest.signature")
public interface SignatureConfig {

    /** What to do with a request whose signature is missing or wrong. */
    enum Mode {
        /** Reject it with 403. */
        ENFORCE,
        /** Accept it, but log and count it; temporarily, while moving a webhook. */
        OBSERVE
    }

    /** What to do with a webhook without a valid signature: {@code enforce} rejects it, {@code observe} accepts and reports it. */
    @WithDefault("ENFORCE")
    Mode mode();

    /** Our origins as configured at Twilio ({@code PUBLIC_BASE_URL}). */
    List<String> publicBaseUrls();

    /** The next auth token during a rotation ({@code TWILIO_AUTH_TOKEN_NEXT}). */
    Optional<String> nextAuthToken();

    /**
     * Address ranges of proxies ({@code TRUSTED_PROXIES}) whose {@code X-Forwarded-Proto} and {@code X-Forwarded-Host} are trusted
     * if no public base URL matches. Default: none.
     */
    Optional<List<String>> trustedProxies();

    /**
     * Secrets of shared keys ({@code TWILIO_SHARED_KEYS}), current one first, with which Twilio's Webhooks configuration API (public beta)
     * signs instead of the auth token. Default: none.
     */
    Optional<List<String>> sharedKeys();

    /** Auth tokens of sub-accounts by account SID, current one first: their webhooks are signed with them. */
    Map<String, List<String>> subAccountTokens();
}
