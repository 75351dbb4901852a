package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.relay.process.RelayProcess;
import travel.baboo.messaging.relay.process.Surroundings;

/**
 * Two instances of the packaged service under load, one of them killed with {@code kill -9} again and again: everything arrives, in
 * order; a hook sees repeats only of what was under way at a kill, and a phone sees nothing twice.
 *
 * <p>Longer: {@code -Drelay.kill.rounds=20}.
 */
class RelayKillIT {

    private static final int ROUNDS = Integer.getInteger("relay.kill.rounds", 2);
    private static final int CONVERSATIONS = 40;
    private static final int PHONES = 10;
    private static final int CONCURRENCY = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String HOOK = "kill-hook";
    private static final List<String> LAPTOP = List.of("-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    private final long[] written = new long[CONVERSATIONS];
    private final List<RelayProcess> instances = new ArrayList<>();
    private int started;

    @Test
    void nothingIsLostDoubledOrOutOfOrder() throws IOException, InterruptedException, SQLException {
        try (Surroundings around = new Surroundings(folder)) {
            sandbox(around)
                    .body(Map.of())
                    .put("/control/make/hooks/" + HOOK)
                    .then()
                    .statusCode(200);
            directory(around);
            instances.add(start(around));
            instances.add(start(around));
            for (RelayProcess instance : instances) {
                instance.awaitReady();
            }
            int kills = 0;
            for (int round = 0; round < ROUNDS; round++) {
                load(around, Duration.ofSeconds(3));
                int victim = round % instances.size();
                instances.get(victim).kill();
                kills++;
                load(around, Duration.ofSeconds(1));
                instances.set(victim, start(around));
                load(around, Duration.ofSeconds(2));
                instances.get(victim).awaitReady();
            }
            load(around, Duration.ofSeconds(2));
            long all = Arrays.stream(written).sum();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(distinct(around)).isEqualTo(all));
            requireOrder(around);
            assertThat(counts(around).getLong("repeats"))
                    .as("repeated only what was under way")
                    .isLessThanOrEqualTo((long) kills * CONCURRENCY);
            requirePhones(around, kills);
        } finally {
            for (RelayProcess instance : instances) {
                instance.close();
            }
        }
    }

    /** Every rollout made texts of unknown fate and doubled requests: a stop waited for 8 s, whatever was in progress. */
    @Test
    void aStopWaitsForWhatIsUnderWay() throws IOException, InterruptedException, SQLException {
        try (Surroundings around = new Surroundings(folder)) {
            sandbox(around)
                    .body(Map.of())
                    .put("/control/make/hooks/" + HOOK)
                    .then()
                    .statusCode(200);
            sandbox(around)
                    .body(Map.of("kind", "trickle", "delay", "PT12S", "times", 1))
                    .put("/control/make/hooks/" + HOOK + "/behavior")
                    .then()
                    .statusCode(200);
            RelayProcess instance = start(around).awaitReady();
            instances.add(instance);
            around.writeMessage(conversation(1), 0, "maria@example.com", "under way");
            around.flush();
            await().atMost(PATIENCE).until(() -> counts(around).getLong("received") == 1);
            instance.stop();
            assertThat(around.number("select count(*) from delivery where state = 'delivered' and attempts = 1"))
                    .isEqualTo(1);
        } finally {
            for (RelayProcess instance : instances) {
                instance.close();
            }
        }
    }

    private RelayProcess start(Surroundings around) throws IOException {
        Map<String, String> settings = new HashMap<>(around.settings());
        settings.put("RELAY_MAKE_URL", around.sandboxOrigin() + "/make/hook/" + HOOK);
        settings.put("BABOO_RELAY_MAKE_MAKE_RATE_LIMIT", "0");
        settings.put("BABOO_RELAY_MAKE_MAKE_CONCURRENCY", Integer.toString(CONCURRENCY));
        settings.put("BABOO_RELAY_SMS_SENDER_KIND", "SHORT_CODE");
        settings.put("BABOO_RELAY_SMS_UNKNOWN", "give-up");
        settings.put("BABOO_RELAY_SMS_UNKNOWN_PATIENCE", "1s");
        settings.put("BABOO_RELAY_LANES_LEASE", "4s");
        started++;
        return RelayProcess.start(folder.resolve("instance-" + started + ".log"), settings, LAPTOP);
    }

    private static String conversation(int number) {
        return String.format("CH%032x", number);
    }

    private static String phone(int number) {
        return "+1555700" + String.format("%04d", number);
    }

    private static void directory(Surroundings around) {
        for (int i = 0; i < CONVERSATIONS; i++) {
            boolean relayed = i < PHONES;
            around.write(new DirectoryEntry(
                    conversation(i),
                    null,
                    null,
                    "active",
                    new DirectoryEntry.Traveler("Ann", relayed ? "relay-sms" : "web", relayed ? phone(i) : null, null),
                    null,
                    null,
                    null));
        }
        around.flush();
    }

    private void load(Surroundings around, Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            for (int i = 0; i < CONVERSATIONS; i++) {
                // Phones are slower.
                if (i >= PHONES || written[CONVERSATIONS - 1] % 8 == 0) {
                    around.writeMessage(conversation(i), written[i], "maria@example.com", "m" + written[i]);
                    written[i]++;
                }
            }
            around.flush();
            Thread.sleep(200);
        }
    }

    private static JsonPath counts(Surroundings around) {
        return new JsonPath(sandbox(around).get("/control/make/hooks/" + HOOK).asString()).setRootPath("counts");
    }

    private static long distinct(Surroundings around) {
        return counts(around).getLong("distinct");
    }

    private void requireOrder(Surroundings around) {
        JsonArray items = new JsonObject(sandbox(around)
                        .get("/control/make/hooks/" + HOOK + "/deliveries")
                        .asString())
                .getJsonArray("items");
        Map<String, List<Long>> indexes = new HashMap<>();
        Set<String> seen = new HashSet<>();
        items.stream()
                .map(JsonObject.class::cast)
                .sorted(Comparator.comparingLong(item -> item.getLong("number")))
                .filter(item -> seen.add(item.getString("webhookId")))
                .map(item -> new JsonObject(item.getString("body")))
                .forEach(body -> indexes.computeIfAbsent(
                                body.getJsonObject("conversation").getString("sid"), none -> new ArrayList<>())
                        .add(body.getJsonObject("message").getLong("index")));
        for (int i = 0; i < CONVERSATIONS; i++) {
            assertThat(indexes.get(conversation(i)))
                    .as("conversation %d", i)
                    .isEqualTo(LongStream.range(0, written[i]).boxed().toList());
        }
    }

    /** No text twice and none out of order; what is missing is exactly what was given up because its fate was unknown. */
    private void requirePhones(Surroundings around, int kills) throws SQLException {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(around.number(
                        "select count(*) from delivery where destination = 'sms' and state in ('waiting', 'unknown')"))
                .isZero());
        long uncertain = around.number(
                "select count(*) from delivery where destination = 'sms' and state = 'failed' and last_outcome = 'given-up'");
        long failed = around.number("select count(*) from delivery where destination = 'sms' and state = 'failed'");
        assertThat(failed).isEqualTo(uncertain).isLessThanOrEqualTo((long) kills * CONCURRENCY);
        long missing = 0;
        for (int i = 0; i < PHONES; i++) {
            List<String> texts = sandbox(around)
                    .get("/control/phones/" + phone(i) + "/messages")
                    .jsonPath()
                    .getList("items.body");
            List<Long> indexes =
                    texts.stream().map(text -> Long.valueOf(text.substring(1))).toList();
            assertThat(indexes).doesNotHaveDuplicates().isSorted();
            missing += written[i] - indexes.size();
        }
        assertThat(missing).isLessThanOrEqualTo(uncertain);
    }

    private static RequestSpecification sandbox(Surroundings around) {
        return RestAssured.given().baseUri(around.sandboxOrigin()).contentType("application/json");
    }
}
