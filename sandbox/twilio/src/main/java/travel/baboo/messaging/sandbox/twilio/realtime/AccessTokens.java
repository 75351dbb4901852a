package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** Checks access tokens as Twilio does when a browser connects: HS256 by the API key's secret, time, grants. */
public final class AccessTokens {

    /**
     * The grants of a valid token.
     *
     * @param serviceSid the service it is for; null for the account's default service
     * @param expires when it ends
     */
    public record Grant(String identity, @Nullable String serviceSid, Instant issued, Instant expires) {}

    private static final long LONGEST_SECONDS = 86_400;

    private final Clock clock;
    private final TwilioAccount account;
    private boolean revoked;

    public AccessTokens(Clock clock, TwilioAccount account) {
        this.clock = clock;
        this.account = account;
    }

    /** Revokes or restores the API key: a revoked key's tokens are refused like those of an unknown key. */
    public void revoke(boolean revoked) {
        this.revoked = revoked;
    }

    public boolean isRevoked() {
        return revoked;
    }

    /**
     * Checks an access token.
     *
     * @throws TwilioException 20101 to 20107 or 20157, each with 401
     */
    public Grant check(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw refused(20101, "Invalid Access Token");
        }
        JsonNode header = decode(parts[0], 20102);
        JsonNode claims = decode(parts[1], 20101);
        if (!header.path("alg").asText().equals("HS256")
                || !header.path("cty").asText().startsWith("twilio-fpa;v=1")) {
            throw refused(20102, "Invalid Access Token header");
        }
        // A region does not know another one's keys
        // (https://www.twilio.com/docs/global-infrastructure/manage-regional-api-credentials).
        if (revoked
                || !header.path("twr").asText("us1").equals(account.apiKeyRegion())
                || !claims.path("iss").asText().equals(account.apiKey())
                || !claims.path("sub").asText().equals(account.accountSid())) {
            throw refused(20103, "Invalid Access Token issuer/subject");
        }
        if (!MessageDigest.isEqual(sign(parts[0] + "." + parts[1]), parts[2].getBytes(StandardCharsets.US_ASCII))) {
            throw refused(20107, "Invalid Access Token signature");
        }
        checkTime(claims);
        return grant(claims);
    }

    private void checkTime(JsonNode claims) {
        long now = clock.instant().getEpochSecond();
        long expires = claims.path("exp").asLong(0);
        if (expires <= now) {
            throw refused(20104, "Access Token expired or expiration date invalid");
        }
        if (claims.path("nbf").asLong(0) > now) {
            throw refused(20105, "Access Token not yet valid");
        }
        long issued = claims.path("iat").asLong(claims.path("nbf").asLong(now));
        if (expires - issued > LONGEST_SECONDS) {
            throw refused(20157, "Expiration Time in the Access Token Exceeds Maximum Time Allowed");
        }
    }

    private static Grant grant(JsonNode claims) {
        JsonNode grants = claims.path("grants");
        String identity = grants.path("identity").asText("");
        JsonNode chat = grants.path("chat");
        if (identity.isEmpty() || !chat.isObject()) {
            throw refused(20106, "Invalid Access Token grants");
        }
        return new Grant(
                identity,
                chat.hasNonNull("service_sid") ? chat.get("service_sid").asText() : null,
                Instant.ofEpochSecond(
                        claims.path("iat").asLong(claims.path("nbf").asLong())),
                Instant.ofEpochSecond(claims.path("exp").asLong()));
    }

    private static JsonNode decode(String part, int code) {
        try {
            return Json.MAPPER.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw refused(code, "Invalid Access Token");
        }
    }

    private byte[] sign(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(account.apiSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encode(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private static TwilioException refused(int code, String message) {
        return new TwilioException(401, code, message);
    }
}
