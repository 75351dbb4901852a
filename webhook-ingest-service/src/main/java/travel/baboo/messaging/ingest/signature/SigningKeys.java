package travel.baboo.messaging.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;

/** The keys a webhook may be signed with: the main account's auth tokens, and those of its sub-accounts. */
final class SigningKeys {

    /** A key and its name for the log: never the key itself. */
    record SigningKey(String name, SecretKeySpec secret) {}

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
        subAccountTokens.forEach((account, tokens) -> others.put(account, keys(account, tokens)));
        this.byAccount = Map.copyOf(others);
    }

    /** The keys for an account; a SID that is not a sub-account's gets the main account's. */
    List<SigningKey> of(String accountSid) {
        return byAccount.getOrDefault(accountSid, main);
    }

    private static List<SigningKey> keys(String owner, List<String> tokens) {
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> new SigningKey(
                        owner + (i == 0 ? ":present" : ":next"),
                        new SecretKeySpec(tokens.get(i).getBytes(StandardCharsets.UTF_8), "HmacSHA1")))
                .toList();
    }
}
