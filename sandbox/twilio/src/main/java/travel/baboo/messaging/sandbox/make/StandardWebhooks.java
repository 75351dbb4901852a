package travel.baboo.messaging.sandbox.make;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.make.MakeDelivery.SignatureCheck;

/** Verifies Standard Webhooks signatures ({@code v1}) as a careful receiver does: the time too, within five minutes. */
final class StandardWebhooks {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private StandardWebhooks() {}

    static SignatureCheck check(
            @Nullable String secret,
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signatures,
            String body,
            Instant now) {
        if (secret == null) {
            return SignatureCheck.UNCHECKED;
        }
        if (id == null || timestamp == null || signatures == null) {
            return SignatureCheck.MISSING;
        }
        byte[] expected = ("v1," + sign(secret, id + "." + timestamp + "." + body)).getBytes(StandardCharsets.UTF_8);
        boolean signed = Arrays.stream(signatures.split(" ", -1))
                .anyMatch(each -> MessageDigest.isEqual(each.getBytes(StandardCharsets.UTF_8), expected));
        return signed && isRecent(timestamp, now) ? SignatureCheck.VALID : SignatureCheck.INVALID;
    }

    private static boolean isRecent(String timestamp, Instant now) {
        try {
            Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
            return age.abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String sign(String secret, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
