package travel.baboo.messaging.token.issuing;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Pseudonymizes identities in logs: a keyed hash of 16 hex digits, which cannot be reversed. */
@Singleton
public class IdentityHash {

    private static final String HMAC = "HmacSHA256";
    private static final int BYTES = 8;

    private final ThreadLocal<Mac> macs;

    IdentityHash(IssuingConfig config) {
        byte[] key = config.identityHashKey()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(IdentityHash::random);
        SecretKeySpec secret = new SecretKeySpec(key, HMAC);
        this.macs = ThreadLocal.withInitial(() -> mac(secret));
    }

    private static Mac mac(SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static byte[] random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    public String of(String identity) {
        byte[] hash = macs.get().doFinal(identity.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
