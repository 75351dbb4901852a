package travel.baboo.messaging.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.ingest.signature.SigningKeys.SigningKey;
import travel.baboo.messaging.ingest.signature.UrlForms.Base;
import travel.baboo.messaging.ingest.signature.UrlForms.Query;

/**
 * Verifies {@code X-Twilio-Signature}: Base64 of HMAC-SHA1 with the auth token as key, or of another algorithm with a shared key, over
 * the URL and, for forms, every name and value in order.
 *
 * <p>The URL consists of settings and of the request's path and query, never of {@code Host}, which the sender
 * chooses. A trusted proxy's origin is tried after the settings. Source: Twilio's webhook security page and the official Node library.
 */
public final class SignatureVerifier {

    /** Twilio sends about thirty fields. Sorting very many would dominate the cost of a forged request. */
    private static final int MAX_FIELDS = 1_000;

    private static final Pattern BODY_HASH = Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(?:&|$)");

    private final UrlForms urlForms;
    private final SigningKeys keys;

    /**
     * @param publicBaseUrls the origins as configured at Twilio
     * @param mainTokens the account's auth tokens, current one first
     * @param subAccountTokens tokens of sub-accounts by account SID
     */
    public SignatureVerifier(
            List<String> publicBaseUrls, List<String> mainTokens, Map<String, List<String>> subAccountTokens) {
        this(publicBaseUrls, mainTokens, subAccountTokens, List.of());
    }

    /** @param sharedKeys secrets of shared keys, current one first */
    SignatureVerifier(
            List<String> publicBaseUrls,
            List<String> mainTokens,
            Map<String, List<String>> subAccountTokens,
            List<String> sharedKeys) {
        this.urlForms = new UrlForms(publicBaseUrls);
        this.keys = new SigningKeys(mainTokens, subAccountTokens, sharedKeys);
    }

    /** As configured. */
    public static SignatureVerifier of(SignatureConfig config, Optional<String> authToken) {
        List<String> tokens = Stream.of(authToken, config.nextAuthToken())
                .flatMap(Optional::stream)
                .toList();
        return new SignatureVerifier(
                config.publicBaseUrls(),
                tokens,
                config.subAccountTokens(),
                config.sharedKeys().orElse(List.of()));
    }

    /** Whether the scheme that the request names is known, and there is a key for it. */
    public boolean knows(Signature signature) {
        return SigningScheme.of(signature.settings())
                .map(scheme -> !keys.of(scheme, SignedRequest.ANY_ACCOUNT).isEmpty())
                .orElse(false);
    }

    /** Whether a key is being replaced: what no key has signed may be signed with one that is not set here yet. */
    public boolean isRotating() {
        return keys.rotating();
    }

    /** Verifies a request without a proxy, signed by an auth token. */
    public Verdict verify(SignedRequest request, @Nullable String signature) {
        return verify(request, Signature.byAuthToken(signature), RequestOrigins.NONE);
    }

    /** Verifies a request that was signed by an auth token. */
    public Verdict verify(SignedRequest request, @Nullable String signature, RequestOrigins origins) {
        return verify(request, Signature.byAuthToken(signature), origins);
    }

    /**
     * Verifies a request.
     *
     * @param request the request as received
     * @param origins what the request itself says about its origin
     */
    public Verdict verify(SignedRequest request, Signature signature, RequestOrigins origins) {
        String value = signature.value();
        if (value == null || value.isBlank()) {
            return Verdict.refused(Verdict.Reason.MISSING);
        }
        Optional<SigningScheme> scheme = SigningScheme.of(signature.settings());
        if (scheme.isEmpty() || !knows(signature)) {
            return Verdict.refused(Verdict.Reason.UNKNOWN_SCHEME);
        }
        Optional<byte[]> claimed = decode(value, scheme.get());
        if (claimed.isEmpty()) {
            return Verdict.refused(Verdict.Reason.MALFORMED);
        }
        if (request.signedForm().size() > MAX_FIELDS) {
            return Verdict.refused(Verdict.Reason.TOO_MANY_FIELDS);
        }
        List<FormField> fields = signedFields(request.signedForm());
        List<SigningKey> candidates = keys.of(scheme.get(), request.accountSid());
        Verdict verdict = findMatch(request, urlForms.bases(), candidates, fields, claimed.get());
        if (!verdict.accepted() && origins.forwarded().isPresent()) {
            List<Base> forwarded = UrlForms.of(origins.forwarded().get(), "forwarded");
            verdict = findMatch(request, forwarded, candidates, fields, claimed.get());
        }
        if (!verdict.accepted() && origins.host().isPresent()) {
            List<Base> withPort = urlForms.withPortOf(origins.host().get());
            verdict = findMatch(request, withPort, candidates, fields, claimed.get());
        }
        if (verdict.accepted() && request.json() && !bodyMatchesHash(request)) {
            return Verdict.refused(Verdict.Reason.BODY_HASH);
        }
        return verdict;
    }

    private Verdict findMatch(
            SignedRequest request,
            List<Base> bases,
            List<SigningKey> candidates,
            List<FormField> fields,
            byte[] claimed) {
        byte[] path = request.path().getBytes(StandardCharsets.UTF_8);
        Query received = urlForms.asReceived(request.query());
        Verdict verdict = findMatch(candidates, bases, path, received, fields, claimed);
        if (!verdict.accepted()) {
            for (Query query : urlForms.rewritten(request.query())) {
                verdict = findMatch(candidates, bases, path, query, fields, claimed);
                if (verdict.accepted()) {
                    return verdict;
                }
            }
        }
        return verdict;
    }

    private static Verdict findMatch(
            List<SigningKey> candidates,
            List<Base> bases,
            byte[] path,
            Query query,
            List<FormField> fields,
            byte[] claimed) {
        for (Base base : bases) {
            for (SigningKey key : candidates) {
                if (MessageDigest.isEqual(hmac(key, base, path, query, fields), claimed)) {
                    return Verdict.matched(key.name(), base.name() + query.name());
                }
            }
        }
        return Verdict.refused(Verdict.Reason.WRONG);
    }

    /** The Base64 signature of a URL and a form with the account's current token, as Twilio would send it. */
    public String sign(SignedRequest request) {
        byte[] hmac = hmac(
                keys.of(SigningScheme.AUTH_TOKEN, request.accountSid()).get(0),
                urlForms.bases().get(0),
                request.path().getBytes(StandardCharsets.UTF_8),
                urlForms.asReceived(request.query()),
                signedFields(request.signedForm()));
        return Base64.getEncoder().encodeToString(hmac);
    }

    /** Name and value of every field, in order; identical fields are signed once. */
    private static byte[] hmac(SigningKey key, Base base, byte[] path, Query query, List<FormField> fields) {
        Mac mac = key.mac();
        mac.update(base.bytes());
        mac.update(path);
        mac.update(query.bytes());
        FormField previous = null;
        for (FormField field : fields) {
            if (previous == null || FormField.BY_NAME_THEN_VALUE.compare(previous, field) != 0) {
                field.update(mac);
            }
            previous = field;
        }
        return mac.doFinal();
    }

    private static List<FormField> signedFields(List<FormField> fields) {
        List<FormField> sorted = new ArrayList<>(fields);
        sorted.sort(FormField.BY_NAME_THEN_VALUE);
        return sorted;
    }

    private static Optional<byte[]> decode(String signature, SigningScheme scheme) {
        try {
            byte[] bytes = Base64.getDecoder().decode(signature.trim());
            return bytes.length == scheme.algorithm().length() ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean bodyMatchesHash(SignedRequest request) {
        Matcher matcher = BODY_HASH.matcher(request.query());
        if (!matcher.find()) {
            return false;
        }
        try {
            byte[] actual = MessageDigest.getInstance("SHA-256").digest(request.body());
            return MessageDigest.isEqual(actual, HexFormat.of().parseHex(matcher.group(1)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
