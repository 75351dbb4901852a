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
 * <p>A token is a JWT signed with HS256, with the header and claims of Twilio's Node library 6.2.0. Constant parts are encoded
 * once; each token costs one string, one HMAC and two Base64 encodings. Uses no reflection;
 * thread-safe. docs/benchmarks.md compares it with libraries.
 */
public final class AccessTokenMinter {

    private static final String HMAC = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int PAYLOAD_CAPACITY = 448;

    private final TokenIds ids;
    private final String start;
    private final String end;
    private final byte[] header;
    private final Mac begun;

    /** @param region such as {@code ie1}; null for Twilio's default region */
    public AccessTokenMinter(ApiKey key, AccountSid account, @Nullable String region, TokenIds ids) {
        this.ids = ids;
        this.start = "{\"jti\":\"" + key.sid() + "-";
        this.end = ",\"iss\":\"" + key.sid() + "\",\"sub\":\"" + account + "\"}";
        this.header = (BASE64.encodeToString(header(region).getBytes(StandardCharsets.UTF_8)) + '.')
                .getBytes(StandardCharsets.US_ASCII);
        this.begun = begin(key, header);
    }

    private static String header(@Nullable String region) {
        StringBuilder json = new StringBuilder("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"cty\":\"twilio-fpa;v=1\"");
        if (region != null) {
            json.append(",\"twr\":");
            JsonText.append(json, region);
        }
        return json.append('}').toString();
    }

    private static Mac begin(ApiKey key, byte[] header) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.US_ASCII), HMAC));
            mac.update(header);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** Mints a token valid from now. Times are whole seconds, as the format requires. */
    public AccessToken mint(TokenIdentity identity, ChatGrant grant, Instant now, TokenLifetime lifetime) {
        long issuedAt = now.getEpochSecond();
        long expiresAt = issuedAt + lifetime.seconds();
        String id = issuedAt + "-" + ids.next();
        StringBuilder claims = new StringBuilder(PAYLOAD_CAPACITY);
        claims.append(start).append(id).append("\",\"grants\":{\"identity\":");
        JsonText.append(claims, identity.value());
        claims.append(",\"chat\":").append(grant.json()).append("},\"iat\":").append(issuedAt);
        claims.append(",\"exp\":").append(expiresAt).append(end);
        return new AccessToken(sign(claims.toString()), id, Instant.ofEpochSecond(expiresAt));
    }

    private String sign(String claims) {
        byte[] payload = BASE64.encode(claims.getBytes(StandardCharsets.UTF_8));
        byte[] signature = BASE64.encode(mac().doFinal(payload));
        byte[] token = new byte[header.length + payload.length + 1 + signature.length];
        System.arraycopy(header, 0, token, 0, header.length);
        System.arraycopy(payload, 0, token, header.length, payload.length);
        token[header.length + payload.length] = '.';
        System.arraycopy(signature, 0, token, header.length + payload.length + 1, signature.length);
        return new String(token, StandardCharsets.ISO_8859_1);
    }

    /** A clone of an HMAC that has processed key and header: it is stateful, and initializing it again is slower. */
    private Mac mac() {
        try {
            return (Mac) begun.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this platform's " + HMAC + " cannot be copied", e);
        }
    }
}
