package travel.baboo.messaging.sandbox.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Persistent;

/**
 * The login's RSA keys: the one that signs, and, after a rotation, the one that signed before. Created on first use and kept, so that
 * tokens and cached key sets outlive a restart.
 */
public final class LoginKey implements Persistent {

    private record Saved(String privateKey, @Nullable String previousKey) {}

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private @Nullable RSAPrivateCrtKey key;
    private @Nullable RSAPrivateCrtKey previous;

    /** Creates the key if there is none. Takes up to a second: do not call it on an event loop. */
    public void prepare() {
        key();
    }

    private synchronized RSAPrivateCrtKey key() {
        if (key == null) {
            key = newKey();
        }
        return key;
    }

    /** Rotates the signing key. The key set keeps the previous key as well, while its tokens are in use. */
    synchronized void rotate() {
        previous = key();
        key = newKey();
    }

    private static RSAPrivateCrtKey newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has RSA", e);
        }
    }

    /** A compact RS256 JWT. */
    String sign(ObjectNode claims) {
        RSAPrivateCrtKey present = key();
        ObjectNode header = Json.object().put("alg", "RS256").put("typ", "JWT").put("kid", id(present));
        String content = part(header) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(present);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA256withRSA", e);
        }
    }

    /** The public keys as JWKs, the signing key first. */
    synchronized List<ObjectNode> jwks() {
        return previous == null ? List.of(jwk(key())) : List.of(jwk(key()), jwk(previous));
    }

    private static ObjectNode jwk(RSAPrivateCrtKey key) {
        return Json.object()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", id(key))
                .put("n", unsigned(key.getModulus()))
                .put("e", unsigned(key.getPublicExponent()));
    }

    private static String id(RSAPrivateCrtKey key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(key.getModulus().toByteArray());
            return URL.encodeToString(Arrays.copyOf(hash, 12));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String part(ObjectNode json) {
        return URL.encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return URL.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    @Override
    public String name() {
        return "login";
    }

    @Override
    public synchronized Object snapshot() {
        return new Saved(encoded(key()), previous == null ? null : encoded(previous));
    }

    private static String encoded(RSAPrivateCrtKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    @Override
    public synchronized void restore(JsonNode node) {
        key = decoded(node.path("privateKey").asText());
        previous = node.hasNonNull("previousKey")
                ? decoded(node.path("previousKey").asText())
                : null;
    }

    private static RSAPrivateCrtKey decoded(String text) {
        try {
            byte[] encoded = Base64.getDecoder().decode(text);
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("The login's key in the state file is unusable", e);
        }
    }

    /** The keys stay: services have fetched the public key. */
    @Override
    public void reset() {}
}
