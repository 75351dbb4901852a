package travel.baboo.messaging.token.minting;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sid.AccountSid;
import travel.baboo.messaging.token.signing.ApiKey;

/**
 * Mints Twilio access tokens with one API key.
 *
 * <p>A token is a JWT signed HS256 with the header and claims of Twilio's Node library 6.2.0. Everything that does not change
 * between two tokens is written once; what is left is one string, one HMAC and two rounds of Base64. Reflects on nothing and
 * may be used by any number of threads. docs/benchmarks.md compares it with libraries.
 */
public final class AccessTokenMinter {

    private static final String HMAC = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int PAYLOAD_CAPACITY = 512;

    private final TokenIds ids;
    private final String start;
    private final String end;
    private final byte[] header;
    private final Mac keyed;

    /** @param region such as {@code ie1}; null for Twilio's default region */
    public AccessTokenMinter(ApiKey key, AccountSid account, @Nullable String region, TokenIds ids) {
        this.ids = ids;
        this.start = "{\"jti\":\"" + key.sid() + "-";
        this.end = ",\"iss\":\"" + key.sid() + "\",\"sub\":\"" + account + "\"}";
        this.header = BASE64.encode(header(region).getBytes(StandardCharsets.UTF_8));
        this.keyed = keyed(key);
    }

    private static String header(@Nullable String region) {
        StringBuilder json = new StringBuilder("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"cty\":\"twilio-fpa;v=1\"");
        if (region != null) {
            json.append(",\"twr\":");
            JsonText.append(json, region);
        }
        return json.append('}').toString();
    }

    private static Mac keyed(ApiKey key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.US_ASCII), HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** Mints a token that is valid from now on. Times are whole seconds, as the format asks. */
    public AccessToken mint(TokenIdentity identity, ChatGrant grant, Instant now, TokenLifetime lifetime) {
        long issuedAt = now.getEpochSecond();
        long expiresAt = issuedAt + lifetime.seconds();
        String id = issuedAt + "-" + ids.next();
        StringBuilder claims = new StringBuilder(PAYLOAD_CAPACITY);
        claims.append(start).append(id).append("\",\"grants\":{\"identity\":");
        JsonText.append(claims, identity.value());
        claims.append(",\"chat\":").append(grant.toJson()).append("},\"iat\":").append(issuedAt);
        claims.append(",\"exp\":").append(expiresAt).append(end);
        return new AccessToken(sign(claims.toString()), id, Instant.ofEpochSecond(expiresAt));
    }

    private String sign(String claims) {
        byte[] payload = BASE64.encode(claims.getBytes(StandardCharsets.UTF_8));
        byte[] signed = new byte[header.length + 1 + payload.length];
        System.arraycopy(header, 0, signed, 0, header.length);
        signed[header.length] = '.';
        System.arraycopy(payload, 0, signed, header.length + 1, payload.length);
        byte[] signature = BASE64.encode(mac().doFinal(signed));
        byte[] token = new byte[signed.length + 1 + signature.length];
        System.arraycopy(signed, 0, token, 0, signed.length);
        token[signed.length] = '.';
        System.arraycopy(signature, 0, token, signed.length + 1, signature.length);
        return new String(token, StandardCharsets.ISO_8859_1);
    }

    /** A copy of the keyed HMAC: it holds state while it works, and looking one up by name takes longer than using it. */
    private Mac mac() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this platform's " + HMAC + " cannot be copied", e);
        }
    }
}
