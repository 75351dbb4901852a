package travel.baboo.messaging.conversation.benchmark;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import travel.baboo.messaging.conversation.SandboxClient;
import travel.baboo.messaging.conversation.WebhookBridge;
import travel.baboo.messaging.conversation.benchmark.Load.Call;
import travel.baboo.messaging.conversation.benchmark.Load.Result;
import travel.baboo.messaging.conversation.listing.ListPlan;
import travel.baboo.messaging.conversation.message.ThreadPlan;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.benchmark.DatabaseCost;
import travel.baboo.messaging.sandbox.benchmark.Recording;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/**
 * Reading a mirror of a million messages at 200 requests a second, pages near and deep, and mirroring events as fast as it goes.
 * Client, service, PostgreSQL and Kafka share the machine. Run by {@code ./benchmark conversation}.
 */
@EnabledIfSystemProperty(named = "benchmark", matches = "true")
@QuarkusTest
@TestProfile(ConversationBenchmark.AsDeployed.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ConversationBenchmark {

    private static final int CONVERSATIONS = Integer.getInteger("benchmark.conversations", 50_000);
    private static final int MESSAGES_EACH = Integer.getInteger("benchmark.messages", 20);
    private static final int SECONDS = Integer.getInteger("benchmark.seconds", 8);
    private static final int RATE = Integer.getInteger("benchmark.rate", 200);
    private static final int SEARCH_RATE = Integer.getInteger("benchmark.search.rate", 20);
    private static final int SEARCH_SECONDS = Integer.getInteger("benchmark.search.seconds", 20);
    private static final int EVENTS = Integer.getInteger("benchmark.events", 60_000);
    private static final List<String> PARTS =
            List.of(System.getProperty("benchmark.parts", "lists,searches,threads,mirror,plans")
                    .split(",", -1));
    private static final int LONGEST_WARM_UP = Integer.getInteger("benchmark.warm-up", 150);

    /** What the JIT compilers may take of a core when measuring begins. */
    private static final double RESTING = 0.03;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Conversations that the mirror's events are about. */
    private static final int MIRRORED = 2_000;

    /** Without what only tests want. */
    public static final class AsDeployed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.log.level", "WARN", "baboo.conversation.inquiry.resume-every", "1h");
        }
    }

    @Inject
    Pool pool;

    @Inject
    SandboxClient sandbox;

    @Inject
    WebhookBridge topic;

    @Inject
    MeterRegistry meters;

    @Inject
    Clock clock;

    @TestHTTPResource
    URI origin = URI.create("");

    private static final Result NOTHING = new Result(new double[0], 0);

    private final Figures figures = new Figures(new Recording(
            "conversation",
            "%,d messages in %,d conversations in PostgreSQL's memory; pages of 20 at %d requests a second for %d s each, searches at %d a second beside pages and then at %d alone; times count from the moment a request was due. The mirror: %,d events through Kafka, seven of ten new messages, two receipts, one read horizon, in %,d conversations."
                    .formatted(
                            CONVERSATIONS * MESSAGES_EACH,
                            CONVERSATIONS,
                            RATE,
                            SECONDS,
                            SEARCH_RATE,
                            RATE,
                            EVENTS,
                            Math.min(MIRRORED, CONVERSATIONS))));

    @Test
    void measure() throws IOException, SQLException, InterruptedException {
        Corpus corpus = new Corpus(pool, CONVERSATIONS, MESSAGES_EACH);
        corpus.load();
        corpus.read();
        reading();
        if (PARTS.contains("mirror")) {
            mirroring();
        }
        if (PARTS.contains("plans")) {
            plans();
        }
        figures.write();
    }

    private void reading() {
        String[] experts = new String[100];
        for (int i = 0; i < experts.length; i++) {
            experts[i] = sandbox.login("e" + i + "@example.com", "Expert", "expert");
        }
        String admin = sandbox.login("boss@example.com", "Boss", "admin");
        IntFunction<Call> mine = i -> new Call("/api/conversations?limit=20", experts[i % 100]);
        IntFunction<Call> all = i -> new Call("/api/conversations?limit=20", admin);
        IntFunction<Call> latest = i -> new Call(thread(i) + "?limit=20&order=desc", admin);
        Load load = new Load(origin, RATE);
        IntFunction<Call> mineDeep =
                i -> new Call("/api/conversations?limit=20&cursor=" + deep(i, 2), experts[i % 100]);
        IntFunction<Call> unread = i -> new Call("/api/conversations?limit=20&unread=true", experts[i % 100]);
        IntFunction<Call> allDeep = i -> new Call("/api/conversations?limit=20&cursor=" + deep(i, 1), admin);
        IntFunction<Call> mineWord = search(experts, i -> "w" + word(i));
        IntFunction<Call> mineWords = search(experts, i -> "w" + i % 50 + "+w" + word(i));
        IntFunction<Call> allWord = search(new String[] {admin}, i -> "w" + word(i));
        IntFunction<Call> allCommon = search(new String[] {admin}, i -> "w" + i % 12);
        IntFunction<Call> allWords = search(new String[] {admin}, i -> "w" + i % 50 + "+w" + word(i));
        IntFunction<Call> threadDeep =
                i -> new Call(thread(i) + "?limit=20&before=" + (MESSAGES_EACH - i % (MESSAGES_EACH / 4)), admin);
        Map<String, List<IntFunction<Call>>> parts = Map.of(
                "lists", List.of(mine, mineDeep, unread, all, allDeep),
                "searches", List.of(mineWord, mineWords, allWord, allCommon, allWords),
                "threads", List.of(latest, threadDeep));
        List<IntFunction<Call>> pages = PARTS.stream()
                .flatMap(part -> parts.getOrDefault(part, List.of()).stream())
                .toList();
        if (!pages.isEmpty()) {
            warmUp(pages);
        }
        if (PARTS.contains("lists")) {
            figures.depth(
                    "my conversations",
                    page(load, "my conversations", mine),
                    page(load, "my conversations, the 5th page and on", mineDeep));
            page(load, "my unread ones", unread);
            figures.depth(
                    "everybody's",
                    page(load, "everybody's (admin)", all),
                    page(load, "everybody's, any depth (admin)", allDeep));
        }
        if (PARTS.contains("searches")) {
            List<IntFunction<Call>> besides = List.of(mine, all, latest);
            IntFunction<Call> beside = i -> besides.get(i % 3).apply(i);
            for (int rate : new int[] {SEARCH_RATE, RATE}) {
                search(beside, rate, "a word in mine, rare to common", mineWord);
                search(beside, rate, "two words in mine", mineWords);
                search(beside, rate, "a word in everybody's, rare to common (admin)", allWord);
                search(beside, rate, "a word of most conversations (admin)", allCommon);
                search(beside, rate, "two words in everybody's (admin)", allWords);
            }
        }
        if (PARTS.contains("threads")) {
            figures.depth(
                    "a thread", page(load, "a thread's latest", latest), page(load, "a thread, deep", threadDeep));
        }
        figures.summary(CONVERSATIONS * MESSAGES_EACH);
    }

    /** Until the JIT compilers rest: before that they are what is measured. */
    private void warmUp(List<IntFunction<Call>> pages) {
        Load load = new Load(origin, RATE);
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        long begin = System.nanoTime();
        double busy = 1;
        while (busy > RESTING && seconds(begin) < LONGEST_WARM_UP) {
            long turn = System.nanoTime();
            long compiled = compilers.getTotalCompilationTime();
            load.run(4, i -> pages.get(i % pages.size()).apply(i / pages.size() * 37));
            busy = (compilers.getTotalCompilationTime() - compiled) / 1000.0 / seconds(turn);
        }
        System.out.printf("Warm-up: %.0f s. Compilers at its end: %.0f %% of a core%n", seconds(begin), 100 * busy);
    }

    private static IntFunction<Call> search(String[] tokens, IntFunction<String> words) {
        return i -> new Call("/api/conversations?limit=20&q=" + words.apply(i), tokens[i % tokens.length]);
    }

    private Result page(Load load, String name, IntFunction<Call> calls) {
        load.run(SECONDS / 2, calls);
        Result result = load.run(SECONDS, calls);
        figures.page(name, result);
        return result;
    }

    /** At the lower rate beside pages, as people search; at the pages' own rate alone, to see what it can do. */
    private void search(IntFunction<Call> pages, int rate, String name, IntFunction<Call> calls) {
        boolean aimed = rate == SEARCH_RATE;
        Load searches = new Load(origin, rate);
        searches.run(SECONDS / 2, calls);
        CompletableFuture<Result> beside = aimed
                ? CompletableFuture.supplyAsync(() -> new Load(origin, RATE).run(SEARCH_SECONDS, pages))
                : CompletableFuture.completedFuture(NOTHING);
        Result result = searches.run(aimed ? SEARCH_SECONDS : SECONDS, calls);
        String rated = name + ", " + rate + "/s";
        if (aimed) {
            figures.search(rated, result);
            figures.report("pages beside " + name, beside.join());
        } else {
            figures.report(rated, result);
        }
    }

    /** From 20 to 20,000: words in one message of a hundred, and words in one of some thousands. */
    private static int word(int i) {
        return (int) (20 * Math.pow(1000, (i * 7919 % 1000) / 1000.0));
    }

    private String deep(int i, int parts) {
        long minutes = i * 104_729L % CONVERSATIONS / parts;
        String key = clock.instant().minus(Duration.ofMinutes(minutes)) + "|CH";
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String thread(int i) {
        return "/api/conversations/" + sid("CH", 1 + i * 31 % CONVERSATIONS) + "/messages";
    }

    private static String sid(String prefix, long number) {
        return prefix + String.format(Locale.ROOT, "%032x", number);
    }

    private void mirroring() throws SQLException, InterruptedException {
        MirrorLoad load = new MirrorLoad(topic, meters, clock, Math.min(MIRRORED, CONVERSATIONS), MESSAGES_EACH);
        load.warmUp(EVENTS / 6);
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s".formatted(setting("HOST"), setting("PORT"), setting("NAME")),
                setting("USER"),
                setting("PASSWORD"))) {
            DatabaseCost cost = DatabaseCost.begin(connection);
            figures.mirror(load.run(EVENTS), cost, EVENTS);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue("DATABASE_" + name, String.class);
    }

    private void plans() throws IOException {
        StringBuilder plans = new StringBuilder("# Plans of the pages\n\nWritten by `./benchmark conversation`.\n");
        Instant deep = clock.instant().minus(Duration.ofMinutes(CONVERSATIONS / 2));
        Map<String, ListPlan> lists = new LinkedHashMap<>();
        lists.put("My conversations", ListPlan.of("e7@example.com", false, false, null));
        lists.put("My conversations, deep", ListPlan.of("e7@example.com", false, false, deep));
        lists.put("My unread ones", ListPlan.of("e7@example.com", false, true, null));
        lists.put("A word in mine", ListPlan.search("e7@example.com", false, "w3000"));
        lists.put("Two words in mine", ListPlan.search("e7@example.com", false, "w30 w300"));
        lists.put("Everybody's, deep", ListPlan.of("boss@example.com", true, false, deep));
        lists.put("A common word in everybody's", ListPlan.search("boss@example.com", true, "w30"));
        lists.put("A rare word in everybody's", ListPlan.search("boss@example.com", true, "w15000"));
        lists.put("Two words in everybody's", ListPlan.search("boss@example.com", true, "w30 w3000"));
        lists.forEach((name, plan) -> explain(plans, name, plan.sql(), plan.values()));
        explain(plans, "A thread, before an index", ThreadPlan.before(), Tuple.of(sid("CH", 77), 15L, 51));
        Files.writeString(Path.of("target/conversation-service-plans.md"), plans);
    }

    private void explain(StringBuilder plans, String name, String sql, Tuple values) {
        plans.append("\n## ").append(name).append("\n\n```\n");
        pool.preparedQuery("explain (analyze, buffers, costs off, timing off) " + sql)
                .execute(values)
                .await()
                .atMost(PATIENCE)
                .forEach(row -> plans.append(row.getString(0)).append('\n'));
        plans.append("```\n");
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
