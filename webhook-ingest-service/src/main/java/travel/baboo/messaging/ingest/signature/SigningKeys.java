package travel.baboo.messaging.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.common.sid.AccountSid;
import travel.baboo.messaging.common.sid.Sid;

/** The keys that may sign webhooks: the main account's auth tokens, and those of its sub-accounts. */
final class SigningKeys {

    private static final String ALGORITHM = "HmacSHA1";
    private static final String SUB_ACCOUNTS = "baboo.ingest.signature.sub-account-tokens";

    /** A key and its name for log and metric, which reveals neither the key nor the account. */
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

        /** One per thread; {@link Mac#doFinal} resets it for the next request. */
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
    private final List<SigningKey> all;

    /**
     * @param mainTokens the main account's auth tokens, current one first; at least one
     * @param subAccountTokens the tokens of sub-accounts by account SID
     */
    SigningKeys(List<String> mainTokens, Map<String, List<String>> subAccountTokens) {
        List<String> tokens =
                Setting.parseAll("TWILIO_AUTH_TOKEN", mainTokens, token -> Setting.secret("value", token));
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("Set TWILIO_AUTH_TOKEN: without it no webhook can be verified.");
        }
        this.main = keys("account", tokens);
        Map<String, List<SigningKey>> others = new HashMap<>();
        subAccountTokens.forEach((account, ofAccount) -> {
            String sid = Setting.parse(SUB_ACCOUNTS, account, SigningKeys::accountSid);
            List<String> clean = Setting.parseAll(SUB_ACCOUNTS, ofAccount, token -> Setting.secret("value", token));
            others.put(sid, keys("sub-account", clean));
        });
        this.byAccount = Map.copyOf(others);
        this.all = Stream.concat(main.stream(), byAccount.values().stream().flatMap(List::stream))
                .toList();
    }

    /** Environment variables have no lower case: {@code …TOKENS_AC0A…}. Twilio writes lower-case digits. */
    private static String accountSid(String text) {
        String sid =
                AccountSid.PREFIX + text.substring(Math.min(2, text.length())).toLowerCase(Locale.ROOT);
        if (!text.regionMatches(true, 0, AccountSid.PREFIX, 0, 2) || !Sid.matches(AccountSid.PREFIX, sid)) {
            throw new IllegalArgumentException("a key is no account SID, AC and 32 hex digits");
        }
        return sid;
    }

    /** The keys for an account: a sub-account's, or else the main account's. */
    List<SigningKey> of(String accountSid) {
        return byAccount.getOrDefault(accountSid, main);
    }

    /** All keys, for a request that must not be read yet. */
    List<SigningKey> all() {
        return all;
    }

    private static List<SigningKey> keys(String owner, List<String> tokens) {
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> new SigningKey(owner + (i == 0 ? ":present" : ":next"), tokens.get(i)))
                .toList();
    }
}
