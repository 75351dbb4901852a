package travel.baboo.messaging.ingest.webhook;

import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.ingest.signature.RequestOrigins;
import travel.baboo.messaging.ingest.signature.SignatureConfig;
import travel.baboo.messaging.ingest.signature.SignatureVerifier;
import travel.baboo.messaging.ingest.signature.SignedRequest;

/** Decides whether a request of Event Streams is Twilio's, and what to answer if it is not. */
@Singleton
class StreamVerifier {

    /** What is known of a request's sender. */
    enum Judgment {
        /** One of our keys signed URL and body, and the login is right. */
        GENUINE,
        /** One of our keys signed, but the login is wrong: the setting here or the sink's URL is. */
        WRONG_LOGIN,
        /** A scheme of signing that is not known, or for which no key is set. */
        UNKNOWN_SCHEME,
        /** Unsigned, or signed by an unknown party. */
        FORGED;

        /**
         * The status, or 0 to take the request.
         *
         * <p>After 4xx Twilio discards the events (error 91305), after 503 it retries for four hours
         * (twilio.com/docs/events/event-delivery-and-duplication). So what a setting may cure is 503.
         */
        int refusal(boolean enforce, boolean rotating) {
            if (!enforce || this == GENUINE) {
                return 0;
            }
            return this == FORGED && !rotating ? 403 : 503;
        }
    }

    private static final Pattern BODY_HASH = Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(?:&|$)");

    private final SignatureVerifier verifier;
    private final boolean enforce;
    private final List<URI> urlsWithUserInfo;
    private final @Nullable String authorization;

    StreamVerifier(SignatureConfig signatures, TwilioConfig twilio, StreamConfig config) {
        this.verifier = SignatureVerifier.of(signatures, twilio.authToken());
        this.enforce = signatures.mode() == SignatureConfig.Mode.ENFORCE;
        Optional<String> userInfo = config.userInfo().filter(text -> !text.isBlank());
        this.authorization = userInfo.map(text -> "Basic " + Base64.getEncoder().encodeToString(utf8(text)))
                .orElse(null);
        this.urlsWithUserInfo = userInfo.stream()
                .flatMap(text -> signatures.publicBaseUrls().stream()
                        .map(url -> URI.create(url.strip().replaceAll("/+$", "").replace("://", "://" + text + "@"))))
                .toList();
    }

    Judgment judge(StreamedBatch request) {
        if (!verifier.knows(request.signature())) {
            return Judgment.UNKNOWN_SCHEME;
        }
        Matcher hash = BODY_HASH.matcher(request.query());
        if (!hash.find()
                || !MessageDigest.isEqual(utf8(hash.group(1).toLowerCase(Locale.ROOT)), utf8(request.hash()))
                || !isSignedFor(request, SignedRequest.ANY_ACCOUNT)) {
            return Judgment.FORGED;
        }
        return authorization == null
                        || MessageDigest.isEqual(utf8(authorization), utf8(String.valueOf(request.authorization())))
                ? Judgment.GENUINE
                : Judgment.WRONG_LOGIN;
    }

    /** Whether a key of the account signed the URL. */
    boolean isSignedFor(StreamedBatch request, String account) {
        SignedRequest signed =
                new SignedRequest(request.path(), request.query(), account, List.of(), false, new byte[0]);
        return verifier.verify(signed, request.signature(), request.origins()).accepted()
                || urlsWithUserInfo.stream()
                        .map(url -> new RequestOrigins(Optional.of(url), Optional.empty()))
                        .anyMatch(origin -> verifier.verify(signed, request.signature(), origin)
                                .accepted());
    }

    /** The status to answer, or 0 to take the request. */
    int refusal(Judgment judgment) {
        return judgment.refusal(enforce, verifier.isRotating());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
