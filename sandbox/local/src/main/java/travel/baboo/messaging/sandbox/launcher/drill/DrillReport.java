package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a drill showed: as lines for the terminal, as Markdown, and as a page with a picture. */
public final class DrillReport {

    private final DrillSettings settings;
    private final Instant begun;
    private final Instant written;
    private final List<Episode> episodes;
    private final int planned;
    private final List<FaultKind> leftOut;
    private final long unwritten;
    private final long webhooks;
    private final long streamed;
    private final Evidence evidence;
    private final Proof proof;
    private final Latencies latencies;

    /**
     * @param planned number of faults of the plan
     * @param leftOut what this machine could not break
     * @param unwritten number of messages that nobody began to write in time
     * @param webhooks how many Twilio sent or lost
     * @param streamed number of events that Event Streams sent or lost
     */
    DrillReport(
            DrillSettings settings,
            Instant begun,
            Instant written,
            List<Episode> episodes,
            int planned,
            List<FaultKind> leftOut,
            long unwritten,
            long webhooks,
            long streamed,
            Evidence evidence,
            Proof proof) {
        this.settings = settings;
        this.begun = begun;
        this.written = written;
        this.episodes = List.copyOf(episodes);
        this.planned = planned;
        this.leftOut = List.copyOf(leftOut);
        this.unwritten = unwritten;
        this.webhooks = webhooks;
        this.streamed = streamed;
        this.evidence = evidence;
        this.proof = proof;
        this.latencies = new Latencies(evidence);
    }

    /** Whether every promise holds. */
    public boolean holds() {
        return proof.holds();
    }

    /** The proof, a line a promise, with examples of what breaks it. */
    public List<String> proof() {
        return proof.lines();
    }

    /** Counts and figures, then the faults with the time until everything older had arrived. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("# Drill with seed ").append(settings.seed()).append("\n\n");
        text.append("`./local drill --seed %d --minutes %s --rate %d%s`, %s, %d processors, Java %s.%n%n"
                .formatted(
                        settings.seed(),
                        minutes(),
                        settings.rate(),
                        settings.eventStream() ? " --event-stream" : "",
                        begun.toString().substring(0, 10),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version")));
        text.append("| | |\n|---|---|\n");
        row(text, "Messages written", evidence.sent().size());
        row(
                text,
                "of them acknowledged",
                evidence.sent().stream().filter(Evidence.Sent::acknowledged).count());
        row(text, "Messages left out, because earlier ones took longer", unwritten);
        row(text, "Messages at Twilio", evidence.twilio().size());
        row(text, "in the mirror", evidence.mirror().size());
        row(text, "Webhooks, sent or lost", webhooks);
        row(text, "Events by Event Streams, sent or lost", streamed);
        row(text, "Deliveries taken by Make.com", evidence.make().size());
        row(text, "of them repeats under the same id", proof.repeats());
        row(text, "Notices and alarms taken by Make.com", evidence.decided().size());
        row(
                text,
                "of them repeats under the same id",
                evidence.decided().size()
                        - evidence.decided().stream().distinct().count());
        row(text, "Messages whose webhook was lost", evidence.withoutWebhook().size());
        row(
                text,
                "Messages that Twilio reported too late or never",
                evidence.unreported().size());
        row(text, "of them late in their conversation", proof.late());
        ways(text, evidence.ways());
        row(text, "Texts on phones", evidence.phone().size());
        row(text, "Conversations", evidence.conversations());
        row(text, "Faults", episodes.size());
        row(text, "Processes ended by `kill -9`", kills());
        row(text, "Faults planned and left out, because repairs took longer", planned - episodes.size());
        if (!leftOut.isEmpty()) {
            text.append("%nNot possible on this machine and left out: %s.%n"
                    .formatted(leftOut.stream().map(FaultKind::label).collect(Collectors.joining(", "))));
        }
        text.append("\n## Promises\n\n| | |\n|---|---|\n");
        proof.breaches()
                .forEach((promise, found) -> text.append("| %s | %s |%n"
                        .formatted(
                                promise.words(), found.isEmpty() ? "holds" : "**broken " + found.size() + " times**")));
        text.append("\n## Latency from Twilio to Make.com\n\n| | p50 | p99 |\n|---|---|---|\n");
        latency(text, "before the first fault", since -> since.compareTo(FaultPlan.CALM) < 0);
        latency(text, "while things break", since -> since.compareTo(FaultPlan.CALM) >= 0 && !FaultPlan.isLull(since));
        if (settings.length().compareTo(FaultPlan.STORM) > 0) {
            latency(text, "in lulls, when nothing breaks and what has piled up is worked off", FaultPlan::isLull);
        }
        byKind(text);
        text.append("\n## Faults\n\n| at | fault | for | ready after | everything older arrived after |\n");
        text.append("|---|---|---|---|---|\n");
        for (Episode episode : episodes) {
            text.append("| %s | %s | %s | %s | %s |%n"
                    .formatted(
                            seconds(Duration.between(begun, episode.began())),
                            episode.fault().label(),
                            seconds(Duration.between(episode.began(), episode.repaired())),
                            seconds(Duration.between(episode.repaired(), episode.ready())),
                            seconds(latencies.untilAllOlderArrived(episode.repaired()))));
        }
        return text.toString();
    }

    /** The picture: a dot a message, its latency over time, above bars for the faults. */
    public String page() {
        return DrillPicture.page(settings.seed(), begun, written, episodes, latencies.all());
    }

    private long kills() {
        return episodes.stream().mapToInt(episode -> episode.fault().kills()).sum();
    }

    private void ways(StringBuilder text, Evidence.@Nullable Ways ways) {
        if (ways != null) {
            row(text, "Messages by webhook and Event Streams", ways.both());
            row(text, "Messages by webhook only", ways.webhook());
            row(text, "Messages by Event Streams only", ways.stream());
            row(text, "Messages by the reconciler only", ways.reconciler());
            row(text, "Own messages that came back to a scenario, by Event Streams only", proof.echoes());
        }
    }

    /** How long repairs took, by kind: a long drill has a thousand faults. */
    private void byKind(StringBuilder text) {
        text.append("\n## Faults by kind\n\n| fault | times | ready after: median | longest"
                + " | everything older arrived after: median | longest |\n|---|---|---|---|---|---|\n");
        Map<FaultKind, List<Episode>> kinds = episodes.stream()
                .collect(Collectors.groupingBy(episode -> episode.fault().kind(), TreeMap::new, Collectors.toList()));
        kinds.forEach((kind, found) -> {
            List<Duration> ready = found.stream()
                    .map(episode -> Duration.between(episode.repaired(), episode.ready()))
                    .sorted()
                    .toList();
            List<Duration> arrived = found.stream()
                    .map(episode -> latencies.untilAllOlderArrived(episode.repaired()))
                    .sorted()
                    .toList();
            text.append("| %s | %d | %s | %s | %s | %s |%n"
                    .formatted(
                            kind.label(),
                            found.size(),
                            median(ready),
                            longest(ready),
                            median(arrived),
                            longest(arrived)));
        });
    }

    private static String median(List<Duration> sorted) {
        return seconds(sorted.get(sorted.size() / 2));
    }

    private static String longest(List<Duration> sorted) {
        return seconds(sorted.get(sorted.size() - 1));
    }

    private String minutes() {
        double minutes = settings.length().toSeconds() / 60.0;
        return minutes == Math.rint(minutes) ? Long.toString((long) minutes) : Double.toString(minutes);
    }

    private static void row(StringBuilder text, String name, long count) {
        text.append("| %s | %d |%n".formatted(name, count));
    }

    /** @param when whether messages count that were created so long after the first one */
    private void latency(StringBuilder text, String name, Predicate<Duration> when) {
        Predicate<Instant> created = time -> !time.isBefore(begun) && when.test(Duration.between(begun, time));
        text.append("| %s | %s | %s |%n"
                .formatted(
                        name,
                        seconds(latencies.percentile(0.5, created)),
                        seconds(latencies.percentile(0.99, created))));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}
