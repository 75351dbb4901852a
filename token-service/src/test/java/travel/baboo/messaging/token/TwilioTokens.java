package travel.baboo.messaging.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;

/** Reads Twilio access tokens with a JWT library that is not ours. */
public final class TwilioTokens {

    private TwilioTokens() {}

    public static Map<String, Object> header(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().toJSONObject();
    }

    public static Map<String, Object> claims(String token) throws ParseException {
        return SignedJWT.parse(token).getPayload().toJSONObject();
    }

    public static boolean isSignedWith(String token, String secret) throws ParseException, JOSEException {
        return SignedJWT.parse(token).verify(new MACVerifier(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** The identity in the claim {@code grants}. */
    public static Object identity(String token) throws ParseException {
        return SignedJWT.parse(token)
                .getJWTClaimsSet()
                .getJSONObjectClaim("grants")
                .getOrDefault("identity", "");
    }

    public static Duration lifetime(String token) throws ParseException {
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }
}
