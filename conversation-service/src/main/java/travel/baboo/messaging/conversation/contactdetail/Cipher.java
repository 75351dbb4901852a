package travel.baboo.messaging.conversation.contactdetail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.setting.Setting;

/** Encrypts texts with AES-GCM under the first of several named keys, so that keys can be rotated. */
final class Cipher {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys;
    private final @Nullable String current;
    private final SecureRandom random = new SecureRandom();

    private Cipher(Map<String, SecretKeySpec> keys, @Nullable String current) {
        this.keys = Map.copyOf(keys);
        this.current = current;
    }

    /**
     * An encrypted text.
     *
     * @param keyId name of the key
     * @param bytes nonce, encrypted text and tag
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Encrypted(String keyId, byte[] bytes) {}

    /** A key with its name. */
    private record Key(String name, SecretKeySpec secret) {}

    static Cipher of(String setting, List<String> keys) {
        Map<String, SecretKeySpec> byName = new LinkedHashMap<>();
        for (Key key : Setting.parseAll(setting, keys, Cipher::key)) {
            if (byName.put(key.name(), key.secret()) != null) {
                throw new IllegalArgumentException(setting + " has two keys of one name");
            }
        }
        return new Cipher(byName, byName.keySet().stream().findFirst().orElse(null));
    }

    private static Key key(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || !NAME.matcher(text.substring(0, colon)).matches()) {
            throw new IllegalArgumentException("a key needs a name, a colon and 32 bytes in Base64");
        }
        byte[] secret = decode(text.substring(colon + 1));
        if (secret.length != KEY_LENGTH) {
            throw new IllegalArgumentException("a key has 32 bytes in Base64");
        }
        return new Key(text.substring(0, colon), new SecretKeySpec(secret, "AES"));
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            // Without the cause, which quotes a character of the key.
            throw new IllegalArgumentException("a key has 32 bytes in Base64");
        }
    }

    boolean canEncrypt() {
        return current != null;
    }

    /** @param context what the text belongs to: needed again to decrypt it */
    Encrypted encrypt(String text, String context) {
        if (current == null) {
            throw new IllegalStateException("no key is set");
        }
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(javax.crypto.Cipher.ENCRYPT_MODE, current, nonce, context)
                    .doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] bytes = new byte[NONCE_LENGTH + encrypted.length];
            System.arraycopy(nonce, 0, bytes, 0, NONCE_LENGTH);
            System.arraycopy(encrypted, 0, bytes, NONCE_LENGTH, encrypted.length);
            return new Encrypted(current, bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** The text; empty if the key is not set, or the bytes were changed or belong to something else. */
    Optional<String> decrypt(Encrypted encrypted, String context) {
        byte[] bytes = encrypted.bytes();
        if (!keys.containsKey(encrypted.keyId()) || bytes.length <= NONCE_LENGTH) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_LENGTH];
        System.arraycopy(bytes, 0, nonce, 0, NONCE_LENGTH);
        try {
            byte[] text = cipher(javax.crypto.Cipher.DECRYPT_MODE, encrypted.keyId(), nonce, context)
                    .doFinal(bytes, NONCE_LENGTH, bytes.length - NONCE_LENGTH);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException changed) {
            return Optional.empty();
        }
    }

    private javax.crypto.Cipher cipher(int mode, String key, byte[] nonce, String context)
            throws GeneralSecurityException {
        javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance(ALGORITHM);
        cipher.init(mode, keys.get(key), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
