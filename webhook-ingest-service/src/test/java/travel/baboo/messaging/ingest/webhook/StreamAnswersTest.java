package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.journal.JournalReader;
import travel.baboo.messaging.ingest.journal.JournalRecord;
import travel.baboo.messaging.ingest.journal.JournalSettings;
import travel.baboo.messaging.ingest.signature.RequestOrigins;
import travel.baboo.messaging.ingest.signature.Signature;

/**
 * The answers to Event Streams cell by cell. Twilio discards events for good after 4xx and retries after 5xx for four hours
 * (twilio.com/docs/events/event-delivery-and-duplication), so each cell says what is lost.
 */
class StreamAnswersTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:03:30Z");
    private static final String MAIN = StreamSettings.ACCOUNT;
    private static final String SUB = "AC00000000000000000000000000000002";
    private static final String URL = "https://api.example.com" + StreamSender.PATH;
    private static final String SHA1 = "HmacSHA1";
    private static final String SHA256 = "HmacSHA256";
    /** Size in bytes of a record that fills a journal. No event has this size. */
    private static final int FILLER = 100;

    private static final String BY_SHARED_KEY = "key=main,algorithm=HMAC_SHA256";
    private static final Map<String, Map<String, String>> SETTINGS = Map.of(
            "enforce", Map.of(),
            "observe", Map.of("baboo.ingest.signature.mode", "observe"),
            "next", Map.of("baboo.ingest.signature.next-auth-token", "next-token"),
            "sub", Map.of("baboo.ingest.signature.sub-account-tokens." + SUB, "sub-token"),
            "sub-next", Map.of("baboo.ingest.signature.sub-account-tokens." + SUB, "sub-token,sub-next-token"),
            "shared", Map.of("baboo.ingest.signature.shared-keys", "shared-key"),
            "shared-next", Map.of("baboo.ingest.signature.shared-keys", "shared-key,shared-next-key"),
            "login", Map.of("baboo.ingest.event-stream.user-info", "twilio:secret"),
            "full", Map.of());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private @Nullable Journal journal;

    @TempDir
    Path directory;

    @AfterEach
    void close() throws IOException {
        if (journal != null) {
            journal.close();
        }
    }

    @ParameterizedTest(name = "{0}: {1} is answered {2} and keeps {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # settings            | request               | answer | kept
                    enforce               | genuine               | 200    | onUserAdded
                    enforce               | single                | 200    | onUserAdded
                    enforce               | batch                 | 200    | onUserAdded onUserAdded onUserAdded
                    enforce               | upper-case-hash       | 200    | onUserAdded
                    enforce               | test                  | 200    |
                    enforce               | test-and-event        | 200    | onUserAdded
                    enforce               | poison                | 200    | onUserAdded onUserAdded unreadable
                    enforce               | deep                  | 200    | onUserAdded onUserAdded unreadable
                    enforce               | truncated             | 200    | onUserAdded onUserAdded unreadable
                    enforce               | empty                 | 200    | unreadable
                    enforce               | empty-array           | 200    | unreadable
                    enforce               | large-event           | 200    | onUserAdded unreadable unreadable
                    enforce               | too-large             | 200    | onUserAdded unreadable unreadable
                    enforce               | wrong-key             | 403    |
                    enforce               | no-signature          | 403    |
                    enforce               | no-base64             | 403    |
                    enforce               | other-body            | 403    |
                    enforce               | no-hash               | 403    |
                    enforce               | other-host            | 403    |
                    enforce               | sub-account           | 403    |
                    enforce               | unknown-scheme        | 503    |
                    enforce               | no-algorithm          | 503    |
                    enforce               | shared-key            | 503    |
                    enforce               | named-sha1            | 200    | onUserAdded
                    next                  | genuine               | 200    | onUserAdded
                    next                  | next-token            | 200    | onUserAdded
                    next                  | wrong-key             | 503    |
                    next                  | no-signature          | 503    |
                    next                  | other-body            | 503    |
                    next                  | no-hash               | 503    |
                    next                  | unknown-scheme        | 503    |
                    sub                   | sub-account           | 200    | onUserAdded
                    sub                   | genuine               | 200    | onUserAdded
                    sub                   | sub-key-for-main      | 403    |
                    sub                   | sub-key-for-both      | 200    | onUserAdded unreadable
                    sub                   | wrong-key             | 403    |
                    sub-next              | sub-account           | 200    | onUserAdded
                    sub-next              | sub-next-token        | 200    | onUserAdded
                    sub-next              | sub-key-for-main      | 503    |
                    sub-next              | wrong-key             | 503    |
                    shared                | shared-key            | 200    | onUserAdded
                    shared                | genuine               | 200    | onUserAdded
                    shared                | shared-key-sha1       | 200    | onUserAdded
                    shared                | shared-key-unnamed    | 403    |
                    shared                | token-sha256          | 403    |
                    shared                | shared-next-key       | 403    |
                    shared                | unknown-scheme        | 503    |
                    shared+sub            | shared-key-for-sub    | 200    | onUserAdded
                    shared-next           | shared-key            | 200    | onUserAdded
                    shared-next           | shared-next-key       | 200    | onUserAdded
                    shared-next           | wrong-key             | 503    |
                    login                 | with-login            | 200    | onUserAdded
                    login                 | login-in-signed-url   | 200    | onUserAdded
                    login                 | wrong-login           | 503    |
                    login                 | genuine               | 503    |
                    login                 | wrong-key             | 403    |
                    login                 | forged-with-login     | 403    |
                    login+shared          | shared-key-with-login | 200    | onUserAdded
                    observe               | genuine               | 200    | onUserAdded
                    observe               | wrong-key             | 200    | onUserAdded
                    observe               | no-signature          | 200    | onUserAdded
                    observe               | other-body            | 200    | onUserAdded
                    observe               | unknown-scheme        | 200    | onUserAdded
                    observe               | empty                 | 200    | unreadable
                    observe+next          | wrong-key             | 200    | onUserAdded
                    observe+login         | wrong-login           | 200    | onUserAdded
                    observe+sub           | sub-key-for-main      | 200    | onUserAdded
                    observe+sub           | sub-key-for-both      | 200    | onUserAdded onUserAdded
                    full                  | genuine               | 503    |
                    full                  | batch                 | 503    |
                    full                  | empty                 | 503    |
                    full                  | test                  | 200    |
                    full                  | wrong-key             | 403    |
                    full+next             | wrong-key             | 503    |
                    full+observe          | wrong-key             | 503    |
                    """)
    void theAnswer(String settings, String request, int answer, @Nullable String kept) throws Exception {
        StreamService service = service(settings);

        int status =
                service.receive(request(request), NOW).toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertThat(status).isEqualTo(answer);
        assertThat(String.join(" ", kept())).isEqualTo(kept == null ? "" : kept);
    }

    @Test
    void withoutAnyKeyTheServiceDoesNotStartSoThatTwilioRetries() {
        assertThatThrownBy(() -> StreamSettings.verifier(Map.of("baboo.twilio.auth-token", " ")))
                .hasMessageStartingWith("Set TWILIO_AUTH_TOKEN");
    }

    @Test
    void whatIsNotTakenAsItShouldBeIsCountedByItsReason() throws Exception {
        StreamService service = service("enforce");
        for (String request : List.of("unknown-scheme", "wrong-key", "poison", "too-large", "test", "genuine")) {
            service.receive(request(request), NOW).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }

        assertThat(List.of("unknown-scheme", "refused", "unreadable", "too-large", "test", "taken"))
                .allSatisfy(outcome -> assertThat(meters.get(StreamMetrics.EVENTS_METRIC)
                                .tag("outcome", outcome)
                                .counter()
                                .count())
                        .as(outcome)
                        .isPositive());
    }

    private static StreamedBatch request(String name) {
        String event = event(MAIN);
        String three = "[" + event + "," + event + "," + event + "]";
        String test = "{\"type\":\"com.twilio.eventstreams.test-event\",\"id\":\"" + MAIN + "\",\"data\":{}}";
        return switch (name) {
            case "genuine" -> signed(SHA1, "token", "[" + event + "]");
            case "single" -> signed(SHA1, "token", event);
            case "batch" -> signed(SHA1, "token", three);
            case "upper-case-hash" -> upperCase("[" + event + "]");
            case "test" -> signed(SHA1, "token", "[" + test + "]");
            case "test-and-event" -> signed(SHA1, "token", "[" + test + "," + event + "]");
            case "poison" -> signed(SHA1, "token", "[" + event + ",{\"type\":\"x\"},null,{\"a\" 1}," + event + "]");
            case "deep" ->
                signed(SHA1, "token", "[" + event + "," + "[".repeat(5_000) + "]".repeat(5_000) + "," + event + "]");
            case "truncated" -> signed(SHA1, "token", "[" + event + "," + event + "," + event.substring(0, 90));
            case "empty" -> signed(SHA1, "token", "");
            case "empty-array" -> signed(SHA1, "token", "[ ]");
            case "large-event" -> signed(SHA1, "token", "[" + event + ",{\"a\":\"" + "x".repeat(600_000) + "\"}]");
            case "too-large" -> signed(SHA1, "token", "[" + event + ",{\"a\":\"" + "x".repeat(1_100_000) + "\"}]");
            case "wrong-key", "forged-with-login" -> {
                StreamedBatch forged = signed(SHA1, "stranger", "[" + event + "]");
                yield name.equals("wrong-key") ? forged : withLogin(forged, "twilio:secret");
            }
            case "no-signature" -> with(signed(SHA1, "token", "[" + event + "]"), new Signature(null, null));
            case "no-base64" -> with(signed(SHA1, "token", "[" + event + "]"), new Signature("!", null));
            case "other-body" -> otherBody(signed(SHA1, "token", "[]"), "[" + event + "]");
            case "no-hash" -> sent("[" + event + "]", "", new Signature(StreamSender.sign(SHA1, "token", URL), null));
            case "other-host" ->
                signedFor("https://other.example.com" + StreamSender.PATH, SHA1, "token", "[" + event + "]");
            case "next-token" -> signed(SHA1, "next-token", "[" + event + "]");
            case "sub-account" -> signed(SHA1, "sub-token", "[" + event(SUB) + "]");
            case "sub-next-token" -> signed(SHA1, "sub-next-token", "[" + event(SUB) + "]");
            case "sub-key-for-main" -> signed(SHA1, "sub-token", "[" + event + "]");
            case "sub-key-for-both" -> signed(SHA1, "sub-token", "[" + event(SUB) + "," + event + "]");
            case "unknown-scheme" -> named("key=main,algorithm=HMAC_SHA512", signed(SHA1, "token", "[" + event + "]"));
            case "no-algorithm" -> named("key=main", signed(SHA1, "token", "[" + event + "]"));
            case "named-sha1" -> named("key=main,algorithm=HMAC_SHA1", signed(SHA1, "token", "[" + event + "]"));
            case "shared-key" -> named(BY_SHARED_KEY, signed(SHA256, "shared-key", "[" + event + "]"));
            case "shared-key-for-sub" -> named(BY_SHARED_KEY, signed(SHA256, "shared-key", "[" + event(SUB) + "]"));
            case "shared-next-key" -> named(BY_SHARED_KEY, signed(SHA256, "shared-next-key", "[" + event + "]"));
            case "shared-key-sha1" ->
                named("key=main, algorithm=HMAC_SHA1", signed(SHA1, "shared-key", "[" + event + "]"));
            case "shared-key-unnamed" -> signed(SHA1, "shared-key", "[" + event + "]");
            case "token-sha256" -> named(BY_SHARED_KEY, signed(SHA256, "token", "[" + event + "]"));
            case "with-login" -> withLogin(signed(SHA1, "token", "[" + event + "]"), "twilio:secret");
            case "wrong-login" -> withLogin(signed(SHA1, "token", "[" + event + "]"), "twilio:wrong");
            case "login-in-signed-url" ->
                withLogin(
                        signedFor(URL.replace("://", "://twilio:secret@"), SHA1, "token", "[" + event + "]"),
                        "twilio:secret");
            case "shared-key-with-login" ->
                withLogin(named(BY_SHARED_KEY, signed(SHA256, "shared-key", "[" + event + "]")), "twilio:secret");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String event(String account) {
        return "{\"specversion\":\"1.0\",\"type\":\"com.twilio.conversations.user.added\",\"id\":\"EZ1\",\"data\":"
                + "{\"AccountSid\":\"" + account + "\",\"UserSid\":\"US1\",\"FriendlyName\":\"[a],{b}\\\"\"}}";
    }

    private static StreamedBatch signed(String algorithm, String key, String body) {
        return signedFor(URL, algorithm, key, body);
    }

    private static StreamedBatch signedFor(String url, String algorithm, String key, String body) {
        String query = StreamSender.query(body.getBytes(UTF_8));
        return sent(body, query, new Signature(StreamSender.sign(algorithm, key, url + query), null));
    }

    private static StreamedBatch upperCase(String body) {
        String query = "?bodySHA256=" + StreamSender.hash(body.getBytes(UTF_8)).toUpperCase(Locale.ROOT);
        return sent(body, query, new Signature(StreamSender.sign(SHA1, "token", URL + query), null));
    }

    private static StreamedBatch sent(String body, String query, Signature signature) {
        byte[] bytes = body.getBytes(UTF_8);
        boolean cut = bytes.length > StreamService.LARGEST_BODY;
        return new StreamedBatch(
                StreamSender.PATH,
                query,
                cut ? Arrays.copyOf(bytes, StreamService.LARGEST_BODY) : bytes,
                StreamSender.hash(bytes),
                cut,
                signature,
                null,
                RequestOrigins.NONE,
                null);
    }

    private static StreamedBatch named(String settings, StreamedBatch of) {
        return with(of, new Signature(of.signature().value(), settings));
    }

    private static StreamedBatch with(StreamedBatch of, Signature signature) {
        return new StreamedBatch(
                of.path(), of.query(), of.body(), of.hash(), of.cut(), signature, null, of.origins(), null);
    }

    private static StreamedBatch withLogin(StreamedBatch of, String login) {
        String basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        return new StreamedBatch(
                of.path(), of.query(), of.body(), of.hash(), of.cut(), of.signature(), basic, of.origins(), null);
    }

    private static StreamedBatch otherBody(StreamedBatch of, String body) {
        return sent(body, of.query(), of.signature());
    }

    private StreamService service(String settings) throws IOException {
        boolean full = settings.contains("full");
        Journal open = Journal.open(
                JournalSettings.of(directory, 64 * 1024, full ? 128 * 1024 : 1L << 30), (records, nanos) -> {});
        journal = open;
        if (full) {
            fill(open);
        }
        return new StreamService(
                StreamSettings.verifier(settings(settings)), open, new ObjectMapper(), new StreamMetrics(meters));
    }

    private static void fill(Journal journal) {
        boolean refused = false;
        for (int i = 0; i < 10_000 && !refused; i++) {
            refused = journal.append(new byte[FILLER])
                    .handle((done, failure) -> failure != null)
                    .join();
        }
        assertThat(refused).as("a full journal").isTrue();
    }

    private static Map<String, String> settings(String words) {
        Map<String, String> all = new HashMap<>();
        for (String word : words.split("\\+", -1)) {
            all.putAll(Objects.requireNonNull(SETTINGS.get(word), word));
        }
        return all;
    }

    private List<String> kept() throws IOException {
        List<String> types = new ArrayList<>();
        WebhookEvents events = WebhookEvents.with(new ObjectMapper());
        try (JournalReader reader = Objects.requireNonNull(journal).reader()) {
            for (Optional<JournalRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                byte[] payload = next.get().payload();
                if (payload.length != FILLER) {
                    types.add(events.read(WebhookRequestCodec.decode(payload)).eventType());
                }
            }
        }
        return types;
    }
}
