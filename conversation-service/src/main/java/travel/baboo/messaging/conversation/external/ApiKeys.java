package travel.baboo.messaging.conversation.external;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.setting.Setting;

/** Identifies the caller by API key and checks its scope. Compares with all hashes in constant time. */
@Singleton
public class ApiKeys {

    /** Our login issues no identity with this prefix, and no conversation has such a member. */
    private static final String CALLER_PREFIX = "key:";

    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

    private final Map<String, byte[]> hashes = new TreeMap<>();
    private final Map<String, Set<ApiScope>> scopes;

    ApiKeys(ExternalConfig config) {
        scopes = config.scopes();
        config.keys().forEach((name, hash) -> hash.ifPresent(hex -> hashes.put(name, parse(name, hex))));
    }

    /**
     * The key's owner as a caller: a bot, with access to every conversation.
     *
     * @return fails with 401 if the key is missing or unknown, with 403 if it lacks the scope
     */
    public Caller require(@Nullable String key, ApiScope scope) {
        String holder = find(key)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.UNAUTHENTICATED, "A valid API key is needed in X-Api-Key."));
        if (!scopes.getOrDefault(holder, Set.of(ApiScope.MESSAGES)).contains(scope)) {
            throw ProblemException.forbidden("The API key is not for this.");
        }
        return new Caller(CALLER_PREFIX + holder, holder, Set.of(Role.BOT));
    }

    /** The name of the key's owner; empty if the key is missing or unknown. */
    private Optional<String> find(@Nullable String key) {
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
