package travel.baboo.messaging.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys a webhook may be signed with: the main account's auth tokens, and those of its sub-accounts. */
final class SigningKeys {

    private static final String ALGORITHM = "HmacSHA1";

    /** A key and its name for log and metric: never the key itself, nor whose it is. */
    static final class SigningKey {
        private final String name;
        private final ThreadLocal<Mac> macs;

        SigningKey(String name, String token) {
            this.name = name;
            SecretKeySpec secret = new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM);
            this.macs = ThreadLocal.withInitial(() -> mac(secret));
        }

        String name() {
            return name;
        }

        /** This thread's own; {@link Mac#doFinal} leaves it ready for the next request. */
        Mac mac() {
            return macs.get();
        }

        private static Mac mac(SecretKeySpec secret) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(secret);
                return mac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
            }
        }
    }

    private final List<SigningKey> main;
    private final Map<String, List<SigningKey>> byAccount;

    /**
     * @param mainTokens the main account's auth tokens, present one first; at least one
     * @param subAccountTokens the tokens of sub-accounts by account SID
     */
    SigningKeys(List<String> mainTokens, Map<String, List<String>> subAccountTokens) {
        if (mainTokens.isEmpty()) {
            throw new IllegalArgumentException("Set TWILIO_AUTH_TOKEN: without it no webhook can be verified.");
        }
        this.main = keys("account", mainTokens);
        Map<String, List<SigningKey>> others = new HashMap<>();
        subAccountTokens.forEach((account, tokens) -> others.put(account, keys("sub-account", tokens)));
        this.byAccount = Map.copyOf(others);
    }

    /** The keys for an account; a SID that is not a sub-account's gets the main account's. */
    List<SigningKey> of(String accountSid) {
        return byAccount.getOrDefault(accountSid, main);
    }

    private static List<SigningKey> keys(String owner, List<String> tokens) {
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> new SigningKey(owner + (i == 0 ? ":present" : ":next"), tokens.get(i)))
                .toList();
    }
}
