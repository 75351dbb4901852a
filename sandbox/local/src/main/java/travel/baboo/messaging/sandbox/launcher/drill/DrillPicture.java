package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A page with one picture, without scripts. */
final class DrillPicture {

    private static final int WIDTH = 1200;
    private static final int CHART = 360;
    private static final int LANE = 14;

    /** Maximum number of dots. More of them only hide each other. */
    private static final int DOTS = 20_000;

    private DrillPicture() {}

    static String page(
            long seed, Instant begun, Instant written, List<Episode> episodes, List<Latencies.Latency> latencies) {
        double length = Math.max(1, Duration.between(begun, written).toMillis());
        double slowest = latencies.stream()
                .mapToLong(one -> one.value().toMillis())
                .max()
                .orElse(1);
        List<String> lanes = episodes.stream()
                .map(episode -> episode.fault().label())
                .distinct()
                .sorted()
                .toList();
        StringBuilder svg = new StringBuilder();
        int step = 1 + latencies.size() / DOTS;
        for (int i = 0; i < latencies.size(); i += step) {
            Latencies.Latency one = latencies.get(i);
            double x = x(begun, one.created(), length);
            double y = CHART - CHART * Math.log1p((double) one.value().toMillis()) / Math.log1p(slowest);
            svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.5\"/>%n", x, y));
        }
        for (Episode episode : episodes) {
            double from = x(begun, episode.began(), length);
            double to = x(begun, episode.ready(), length);
            int y = CHART + 20 + LANE * lanes.indexOf(episode.fault().label());
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                    from,
                    y,
                    Math.max(2, to - from),
                    LANE - 4));
        }
        for (int i = 0; i < lanes.size(); i++) {
            svg.append("<text x=\"%d\" y=\"%d\">%s</text>%n"
                    .formatted(WIDTH + 8, CHART + 20 + LANE * i + LANE - 4, lanes.get(i)));
        }
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>Drill with seed %d</title>
                <style>
                  body { font: 14px system-ui, sans-serif; margin: 2rem; color-scheme: light dark }
                  circle { fill: #2b6cb0; fill-opacity: .5 } rect { fill: #c53030 } text { font-size: 11px; fill: currentColor }
                </style>
                <h1>Drill with seed %d</h1>
                <p>Each dot is a message (of %d messages one in %d): when it was written, and how long it took from Twilio to Make.com, from 0 to %.1f s on
                a logarithmic scale. Each bar is a fault.</p>
                <svg width="%d" height="%d" role="img" aria-label="Latency and faults over time">
                %s</svg>
                </html>
                """
                .formatted(
                        seed,
                        seed,
                        latencies.size(),
                        step,
                        slowest / 1000,
                        WIDTH + 220,
                        CHART + 40 + LANE * lanes.size(),
                        svg);
    }

    private static double x(Instant begun, Instant time, double length) {
        return WIDTH * Duration.between(begun, time).toMillis() / length;
    }
}
