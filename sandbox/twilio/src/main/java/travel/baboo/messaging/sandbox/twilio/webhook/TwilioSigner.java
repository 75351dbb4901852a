package travel.baboo.messaging.sandbox.twilio.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import travel.baboo.messaging.sandbox.http.Form;

/**
 * Makes {@code X-Twilio-Signature}: HMAC-SHA1 with the auth token, or HMAC-SHA256 with a shared key, over the URL and, for a form POST, every name and value sorted by name;
 * of a repeated name each distinct value once, sorted.
 */
public final class TwilioSigner {

    private final SecretKeySpec key;

    /**
     * Signs for one account.
     *
     * @param authToken the account's primary auth token
     */
    public TwilioSigner(String authToken) {
        this(authToken, "HmacSHA1");
    }

    private TwilioSigner(String secret, String algorithm) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm);
    }

    /**
     * Signs with a shared key and HMAC-SHA256; only the hash differs. Source: twilio.com/docs/usage/webhooks/webhook-shared-keys and
     * {@code examples/WebhookSignatureValidation.md} of Twilio's Node library.
     */
    public static TwilioSigner ofSharedKey(String secret) {
        return new TwilioSigner(secret, "HmacSHA256");
    }

    /** Signature of a GET, or of a POST whose body is covered by {@code bodySHA256} in the URL. */
    public String sign(String url) {
        return sign(url, new Form(List.of()));
    }

    /** Signature of exactly this text, user info included. */
    public String signExactly(String url) {
        return hmac(url);
    }

    public String sign(String url, Form form) {
        TreeMap<String, SortedSet<String>> sorted = new TreeMap<>();
        form.fields().forEach(field -> sorted.computeIfAbsent(field.name(), name -> new TreeSet<>())
                .add(field.value()));
        StringBuilder text = new StringBuilder(bare(url));
        sorted.forEach(
                (name, values) -> values.forEach(value -> text.append(name).append(value)));
        return hmac(text.toString());
    }

    /** The URL as Twilio signs it: no fragment, no user info, otherwise untouched. */
    public static String bare(String url) {
        int fragment = url.indexOf('#');
        String text = fragment < 0 ? url : url.substring(0, fragment);
        int authority = text.indexOf("://") + 3;
        int path = text.indexOf('/', authority);
        int at = text.lastIndexOf('@', path < 0 ? text.length() : path);
        return at < authority ? text : text.substring(0, authority) + text.substring(at + 1);
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + key.getAlgorithm(), e);
        }
    }
}
