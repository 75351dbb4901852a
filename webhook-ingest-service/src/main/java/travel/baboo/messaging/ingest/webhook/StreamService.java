package travel.baboo.messaging.ingest.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.log.LogLimit;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.signature.RequestOrigins;
import travel.baboo.messaging.ingest.signature.SignatureConfig;
import travel.baboo.messaging.ingest.signature.SignatureVerifier;
import travel.baboo.messaging.ingest.signature.SignedRequest;

/**
 * Takes a request of Twilio Event Streams: verifies it, makes each of its events durable, then answers.
 *
 * <p>Twilio discards events for good after any 4xx but 429, and retries after 5xx for four hours
 * (twilio.com/docs/events/event-delivery-and-duplication). So 403 is the answer to a wrong signature only while signatures are enforced
 * and no auth token is being rotated; then it is 503. A body that cannot be read is kept and answered 200: Twilio would only send it again.
 */
@Singleton
class StreamService {

    private static final Logger LOG = Logger.getLogger(StreamService.class);

    /** What is read of a body; Twilio's batches have at most 64 kB. */
    static final int LARGEST_BODY = 1 << 20;

    /** What is kept of an event, or of a body that cannot be read: in Base64 it still fits into a record of Kafka. */
    private static final int LARGEST_EVENT = 512 * 1024;

    private static final int LOGGED = 100;
    private static final String TEST_EVENT = "com.twilio.eventstreams.test-event";
    private static final Pattern HMAC_SHA1 = Pattern.compile("(?:^|,)\\s*algorithm=HMAC_SHA1\\s*(?:,|$)");
    private static final Pattern BODY_HASH = Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(?:&|$)");

    /** A request as received; {@code body} is cut at {@link #LARGEST_BODY}, {@code hash} covers all of it. */
    record Received(
            String path,
            String query,
            byte[] body,
            String hash,
            boolean cut,
            @Nullable String signature,
            @Nullable String scheme,
            @Nullable String authorization,
            RequestOrigins origins,
            @Nullable String traceparent) {}

    private final SignatureVerifier verifier;
    private final boolean enforce;
    private final boolean rotating;
    private final List<URI> urlsWithUserInfo;
    private final @Nullable String authorization;
    private final Journal journal;
    private final ObjectMapper json;
    private final StreamMetrics metrics;
    private final LogLimit warnings = new LogLimit(1);

    StreamService(
            SignatureConfig signatures,
            TwilioConfig twilio,
            StreamConfig config,
            Journal journal,
            ObjectMapper json,
            StreamMetrics metrics) {
        List<String> tokens = Stream.of(twilio.authToken(), signatures.nextAuthToken())
                .flatMap(Optional::stream)
                .toList();
        this.verifier = new SignatureVerifier(signatures.publicBaseUrls(), tokens, signatures.subAccountTokens());
        this.enforce = signatures.mode() == SignatureConfig.Mode.ENFORCE;
        this.rotating =
                signatures.nextAuthToken().filter(token -> !token.isBlank()).isPresent();
        Optional<String> userInfo = config.userInfo().filter(text -> !text.isBlank());
        this.authorization = userInfo.map(text -> "Basic " + Base64.getEncoder().encodeToString(utf8(text)))
                .orElse(null);
        this.urlsWithUserInfo = userInfo.stream()
                .flatMap(text -> signatures.publicBaseUrls().stream()
                        .map(url -> URI.create(url.strip().replaceAll("/+$", "").replace("://", "://" + text + "@"))))
                .toList();
        this.journal = journal;
        this.json = json;
        this.metrics = metrics;
    }

    /** The status to answer, when everything is durable. */
    CompletionStage<Integer> receive(Received request, Instant now) {
        if (request.scheme() != null && !HMAC_SHA1.matcher(request.scheme()).find()) {
            warn("unknown-scheme", printable(request.scheme()));
            return CompletableFuture.completedFuture(503);
        }
        // Nothing is parsed that nobody signed.
        boolean authentic = isAuthentic(request);
        List<JsonNode> events = authentic || !enforce ? events(request) : List.of();
        if (!authentic || !isSignedByTheirAccounts(request, events)) {
            warn("refused", "signature");
            if (enforce) {
                return CompletableFuture.completedFuture(rotating ? 503 : 403);
            }
        }
        List<byte[]> bodies = bodies(request, events);
        return append(request, bodies, now).handle((done, failure) -> {
            metrics.received(failure == null ? "taken" : "unavailable", bodies.size());
            return failure == null ? 200 : 503;
        });
    }

    private CompletableFuture<Void> append(Received request, List<byte[]> bodies, Instant now) {
        try {
            return CompletableFuture.allOf(bodies.stream()
                    .map(body -> new WebhookRequest(
                            WebhookRequest.Kind.CLOUD_EVENT, now, request.path(), "", body, request.traceparent()))
                    .map(WebhookRequestCodec::encode)
                    .map(journal::append)
                    .toArray(CompletableFuture[]::new));
        } catch (RuntimeException unavailable) {
            return CompletableFuture.failedFuture(unavailable);
        }
    }

    /** Empty if the body is no JSON or was cut. */
    private List<JsonNode> events(Received request) {
        if (request.cut()) {
            return List.of();
        }
        try {
            JsonNode root = json.readTree(request.body());
            List<JsonNode> events = new ArrayList<>();
            if (root.isArray()) {
                root.forEach(events::add);
            } else if (root.isObject()) {
                events.add(root);
            }
            return events;
        } catch (IOException notJson) {
            return List.of();
        }
    }

    /** One record for each event; the body itself if there is none to be seen. The test event is not kept. */
    private List<byte[]> bodies(Received request, List<JsonNode> events) {
        if (events.isEmpty()) {
            warn(request.cut() ? "too-large" : "unreadable", "body");
            return List.of(bounded(request.body()));
        }
        List<byte[]> bodies = new ArrayList<>();
        for (JsonNode event : events) {
            if (event.path("type").asText().equals(TEST_EVENT)) {
                metrics.received("test", 1);
            } else {
                bodies.add(bounded(bytes(event)));
            }
        }
        return bodies;
    }

    private static byte[] bounded(byte[] event) {
        return event.length > LARGEST_EVENT ? Arrays.copyOf(event, LARGEST_EVENT) : event;
    }

    /** Whether the hash is the body's, the login is right, and one of our keys signed the URL. */
    private boolean isAuthentic(Received request) {
        Matcher hash = BODY_HASH.matcher(request.query());
        if (!hash.find()
                || !MessageDigest.isEqual(utf8(hash.group(1).toLowerCase(Locale.ROOT)), utf8(request.hash()))) {
            return false;
        }
        if (authorization != null
                && !MessageDigest.isEqual(utf8(authorization), utf8(String.valueOf(request.authorization())))) {
            return false;
        }
        return isSigned(request, SignedRequest.ANY_ACCOUNT);
    }

    /** The key has to be the key of the accounts that the events name, too. */
    private boolean isSignedByTheirAccounts(Received request, List<JsonNode> events) {
        return events.stream()
                .map(event -> event.at("/data/AccountSid").asText(SignedRequest.ANY_ACCOUNT))
                .distinct()
                .allMatch(account -> isSigned(request, account));
    }

    private boolean isSigned(Received request, String account) {
        SignedRequest signed =
                new SignedRequest(request.path(), request.query(), account, List.of(), false, new byte[0]);
        return verifier.verify(signed, request.signature(), request.origins()).accepted()
                || urlsWithUserInfo.stream()
                        .map(url -> new RequestOrigins(Optional.of(url), Optional.empty()))
                        .anyMatch(origin -> verifier.verify(signed, request.signature(), origin)
                                .accepted());
    }

    private void warn(String outcome, String what) {
        metrics.received(outcome, 1);
        warnings.tryAcquire()
                .ifPresent(silent -> LOG.errorf(
                        "outcome=%s reason=%s unlogged=%d A request of Event Streams was not taken as it should be",
                        outcome, what, silent));
    }

    /** A header that anybody may have sent, for a log line. */
    private static String printable(String header) {
        String bounded = header.length() > LOGGED ? header.substring(0, LOGGED) : header;
        return bounded.replaceAll("[^A-Za-z0-9=,_.-]", "?");
    }

    private byte[] bytes(JsonNode event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
