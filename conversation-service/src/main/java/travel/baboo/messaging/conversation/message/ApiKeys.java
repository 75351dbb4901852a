package travel.baboo.messaging.conversation.message;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.setting.Setting;

/** Tells whose API key a request carries. Compares hashes, all of them, in constant time. */
@Singleton
class ApiKeys {

    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

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
        return Setting.parse("baboo.conversation.external.keys." + name, hex, text -> {
            if (!SHA256.matcher(text).matches()) {
                throw new IllegalArgumentException("64 hex digits are needed, the SHA-256 of the key");
            }
            return HexFormat.of().parseHex(text);
        });
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
