package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.journal.JournalReader;
import travel.baboo.messaging.ingest.journal.JournalRecord;
import travel.baboo.messaging.ingest.journal.JournalSettings;
import travel.baboo.messaging.ingest.signature.RequestOrigins;
import travel.baboo.messaging.ingest.signature.Signature;

/**
 * Thousands of damaged bodies with a good signature: each is answered 200, and every event that stands before the damage is an event.
 * {@code -Dfuzz.rounds=200000} for more, {@code -Dfuzz.seed=…} for others.
 */
class StreamFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 19);
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 4_000);
    private static final int AT_ONCE = 500;
    private static final Instant NOW = Instant.parse("2026-08-11T13:03:30Z");
    private static final String URL = "https://api.example.com" + StreamSender.PATH;
    private static final byte[] MARKS = "[]{},:\"\\ \n0-e.n".getBytes(UTF_8);

    private final Random random = new Random(SEED);
    private final Set<String> good = new HashSet<>();

    @TempDir
    Path directory;

    /** A body, and how many of its bytes are as they were. */
    private record Damaged(byte[] body, int intact) {}

    @Test
    void noDamageCostsAnAnswerOrAnEventBeforeIt() throws Exception {
        try (Journal journal =
                Journal.open(JournalSettings.of(directory, 16L << 20, 1L << 30), (records, nanos) -> {})) {
            StreamService service = new StreamService(
                    StreamSettings.verifier(Map.of()),
                    journal,
                    new ObjectMapper(),
                    new StreamMetrics(new SimpleMeterRegistry()));
            for (int sent = 0; sent < ROUNDS; sent += AT_ONCE) {
                send(service, sent);
            }
            assertThat(keptIds(journal)).as("seed %d", SEED).containsAll(good);
            assertThat(good.size()).as("the test has something to lose").isGreaterThan(ROUNDS / 2);
        }
    }

    private void send(StreamService service, int first) throws Exception {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int round = first; round < first + AT_ONCE; round++) {
            answers.add(service.receive(signed(body(round)), NOW).toCompletableFuture());
        }
        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(answers.get(i).get(1, TimeUnit.MINUTES))
                    .as("seed %d, round %d", SEED, first + i)
                    .isEqualTo(200);
        }
    }

    /** One to six events, damaged at one to three places. */
    private byte[] body(int round) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write('[');
        int count = 1 + random.nextInt(6);
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                whole.write(',');
            }
            whole.writeBytes(event(sid(round, i)).getBytes(UTF_8));
            ends.add(whole.size());
        }
        whole.write(']');
        Damaged damaged = new Damaged(whole.toByteArray(), whole.size());
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged = damage(damaged);
        }
        for (int i = 0; i < count; i++) {
            if (ends.get(i) <= damaged.intact()) {
                good.add("message-added:" + sid(round, i));
            }
        }
        return damaged.body();
    }

    private Damaged damage(Damaged before) {
        byte[] body = before.body();
        int at = random.nextInt(body.length + 1);
        int end = Math.min(body.length, at + 1 + random.nextInt(20));
        byte[] put =
                switch (random.nextInt(6)) {
                    case 0 -> new byte[0];
                    case 1 -> new byte[] {MARKS[random.nextInt(MARKS.length)]};
                    case 2 -> bytes(1 + random.nextInt(8));
                    case 3 -> "{\"a\":".repeat(1_500).getBytes(UTF_8);
                    case 4 -> Arrays.copyOfRange(body, at, end);
                    default -> "9".repeat(1_200).getBytes(UTF_8);
                };
        // Into the bytes, in their place, or in place of all that follows.
        int resume = random.nextInt(10) == 0 ? body.length : random.nextBoolean() ? at : end;
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        after.write(body, 0, at);
        after.writeBytes(put);
        after.write(body, resume, body.length - resume);
        return new Damaged(after.toByteArray(), Math.min(before.intact(), at));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String sid(int round, int number) {
        return "IM%028x%04x".formatted(round, number);
    }

    private static String event(String message) {
        return "{\"specversion\":\"1.0\",\"type\":\"com.twilio.conversations.message.added\",\"id\":\"EZ1\","
                + "\"time\":\"2026-08-11T13:03:29Z\",\"data\":{\"ConversationSid\":\"CH1\",\"MessageSid\":\"" + message
                + "\",\"Index\":7,\"MessageBody\":\"[Olá],{\\\"\\u0041}\",\"Media\":[{\"MediaSid\":\"ME1\",\"Size\":3}],"
                + "\"MessagingBinding\":{\"Type\":\"sms\"},\"Attributes\":{\"a\":\"b\"}}}";
    }

    private static StreamedBatch signed(byte[] body) {
        String query = StreamSender.query(body);
        return new StreamedBatch(
                StreamSender.PATH,
                query,
                body,
                StreamSender.hash(body),
                false,
                new Signature(StreamSender.sign("HmacSHA1", "token", URL + query), null),
                null,
                RequestOrigins.NONE,
                null);
    }

    /** Of every record that was kept. What is read of it can be published: it has attributes, and is the same after JSON. */
    private static Set<String> keptIds(Journal journal) throws IOException {
        ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
        WebhookEvents events = WebhookEvents.with(json);
        Set<String> ids = new HashSet<>();
        try (JournalReader reader = journal.reader()) {
            for (Optional<JournalRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                TwilioEvent event =
                        events.read(WebhookRequestCodec.decode(next.get().payload()));
                CloudEventAttributes attributes = CloudEventAttributes.of(event);
                assertThat(attributes.headers()).isNotEmpty();
                assertThat(json.writeValueAsBytes(event)).isNotEmpty();
                ids.add(attributes.id());
            }
        }
        return ids;
    }
}
