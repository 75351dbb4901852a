package travel.baboo.messaging.conversation.message;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells whose API key a request carries. Compares hashes, all of them, in constant time. */
@Singleton
class ApiKeys {

    private final Map<String, byte[]> hashes = new TreeMap<>();

    ApiKeys(ExternalConfig config) {
        config.keys().forEach((name, hash) -> hash.ifPresent(hex -> hashes.put(name, parse(name, hex))));
    }

    /** The name of the key's holder; empty when the key is missing or nobody's. */
    Optional<String> find(@Nullable String key) {
        if (key == null) {
            return Optional.empty();
        }
        byte[] actual = sha256(key);
        String holder = null;
        for (Map.Entry<String, byte[]> entry : hashes.entrySet()) {
            if (MessageDigest.isEqual(entry.getValue(), actual)) {
                holder = entry.getKey();
            }
        }
        return Optional.ofNullable(holder);
    }

    private static byte[] parse(String name, String hex) {
        byte[] hash = HexFormat.of().parseHex(hex);
        if (hash.length != 32) {
            throw new IllegalArgumentException("baboo.conversation.external.keys." + name + " is not a SHA-256 in hex");
        }
        return hash;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
