package travel.baboo.messaging.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
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
import travel.baboo.messaging.ingest.signature.SigningScheme.Algorithm;

/** The keys that may sign webhooks: the main account's auth tokens, those of its sub-accounts, and shared keys. */
final class SigningKeys {

    private static final String SUB_ACCOUNTS = "baboo.ingest.signature.sub-account-tokens";

    /** A key and its name for log and metric, which reveals neither the key nor the account. */
    static final class SigningKey {
        private final String name;
        private final ThreadLocal<Mac> macs;

        SigningKey(String name, String token, Algorithm algorithm) {
            this.name = name;
            SecretKeySpec secret = new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), algorithm.javaName());
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
                Mac mac = Mac.getInstance(secret.getAlgorithm());
                mac.init(secret);
                return mac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has " + secret.getAlgorithm(), e);
            }
        }
    }

    private final List<SigningKey> main;
    private final Map<String, List<SigningKey>> byAccount;
    private final List<SigningKey> all;
    private final Map<Algorithm, List<SigningKey>> shared = new EnumMap<>(Algorithm.class);
    private final boolean rotating;

    /**
     * @param mainTokens the main account's auth tokens, current one first; at least one
     * @param subAccountTokens the tokens of sub-accounts by account SID
     * @param sharedKeys the secrets of shared keys, current one first; none if Twilio signs with auth tokens only
     */
    SigningKeys(List<String> mainTokens, Map<String, List<String>> subAccountTokens, List<String> sharedKeys) {
        List<String> tokens =
                Setting.parseAll("TWILIO_AUTH_TOKEN", mainTokens, token -> Setting.secret("value", token));
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("Set TWILIO_AUTH_TOKEN: without it no webhook can be verified.");
        }
        this.main = keys("account", tokens, Algorithm.HMAC_SHA1);
        Map<String, List<SigningKey>> others = new HashMap<>();
        subAccountTokens.forEach((account, ofAccount) -> {
            String sid = Setting.parse(SUB_ACCOUNTS, account, SigningKeys::accountSid);
            List<String> clean = Setting.parseAll(SUB_ACCOUNTS, ofAccount, token -> Setting.secret("value", token));
            others.put(sid, keys("sub-account", clean, Algorithm.HMAC_SHA1));
        });
        this.byAccount = Map.copyOf(others);
        this.all = Stream.concat(main.stream(), byAccount.values().stream().flatMap(List::stream))
                .toList();
        List<String> secrets =
                Setting.parseAll("TWILIO_SHARED_KEYS", sharedKeys, secret -> Setting.secret("value", secret));
        for (Algorithm algorithm : Algorithm.values()) {
            shared.put(algorithm, keys("shared", secrets, algorithm));
        }
        this.rotating = main.size() > 1
                || secrets.size() > 1
                || byAccount.values().stream().anyMatch(ofAccount -> ofAccount.size() > 1);
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

    /**
     * The keys that may have signed for an account. A shared key is ours whatever account an event names. With HMAC-SHA1 the auth
     * tokens count too, should Twilio name the scheme without a shared key.
     *
     * @param accountSid {@link SignedRequest#ANY_ACCOUNT} for a request that must not be read yet
     */
    List<SigningKey> of(SigningScheme scheme, String accountSid) {
        List<SigningKey> ofAccount =
                accountSid.equals(SignedRequest.ANY_ACCOUNT) ? all : byAccount.getOrDefault(accountSid, main);
        if (!scheme.sharedKey()) {
            return ofAccount;
        }
        List<SigningKey> ofScheme = shared.getOrDefault(scheme.algorithm(), List.of());
        return scheme.algorithm() == Algorithm.HMAC_SHA1
                ? Stream.concat(ofScheme.stream(), ofAccount.stream()).toList()
                : ofScheme;
    }

    /** Whether an account or scheme has two keys, because one of them is being replaced. */
    boolean rotating() {
        return rotating;
    }

    private static List<SigningKey> keys(String owner, List<String> tokens, Algorithm algorithm) {
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> new SigningKey(owner + (i == 0 ? ":present" : ":next"), tokens.get(i), algorithm))
                .toList();
    }
}
