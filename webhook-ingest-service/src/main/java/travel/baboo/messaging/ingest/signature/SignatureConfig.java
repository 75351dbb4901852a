package travel.baboo.messaging.ingest.signature;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is needed to tell Twilio's requests from others. */
@ConfigMapping(prefix = "baboo.ingest.signature")
public interface SignatureConfig {

    /** What happens to a request whose signature is missing or wrong. */
    enum Mode {
        /** It is refused with 403 and nothing is kept. */
        ENFORCE,
        /** It is taken all the same, and log and metric say so: for moving a webhook over, never for long. */
        OBSERVE
    }

    /** What becomes of a webhook whose signature is not Twilio's: {@code enforce} refuses it, {@code observe} takes it and says so. */
    @WithDefault("ENFORCE")
    Mode mode();

    /** The origins under which Twilio knows us, as configured at Twilio ({@code PUBLIC_BASE_URL}). */
    List<String> publicBaseUrls();

    /** The auth token that will be next, while a rotation is under way ({@code TWILIO_AUTH_TOKEN_NEXT}). */
    Optional<String> nextAuthToken();

    /**
     * Proxies, as address ranges ({@code TRUSTED_PROXIES}), whose {@code X-Forwarded-Proto} and {@code X-Forwarded-Host} are believed
     * when no public base URL matches. Nobody by default.
     */
    Optional<List<String>> trustedProxies();

    /** Auth tokens of sub-accounts by account SID, present one first: their webhooks are signed with their own. */
    Map<String, List<String>> subAccountTokens();
}
