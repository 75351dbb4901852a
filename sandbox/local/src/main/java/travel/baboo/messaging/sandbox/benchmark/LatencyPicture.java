package travel.baboo.messaging.sandbox.benchmark;

import java.util.List;
import java.util.Locale;

/** Distributions one below the other as SVG, on one logarithmic axis of time; the height of a bar is the logarithm of a count. */
final class LatencyPicture {

    private static final int LABELS = 330;
    private static final int WIDTH = 560;
    private static final int ROW = 34;
    private static final int BARS = 24;
    private static final int AXIS = 24;

    private final double from;
    private final double decades;
    private final StringBuilder svg = new StringBuilder();

    private LatencyPicture(List<Latency> latencies) {
        double least = latencies.stream()
                .flatMap(latency -> latency.upTo().stream())
                .mapToDouble(bound -> bound)
                .min()
                .orElse(1);
        double most = latencies.stream()
                .flatMap(latency -> latency.upTo().stream())
                .mapToDouble(bound -> bound)
                .max()
                .orElse(1);
        this.from = Math.floor(Math.log10(least) - 1.0 / Latency.BUCKETS_A_DECADE);
        this.decades = Math.max(1, Math.ceil(Math.log10(most) - 1e-3) - from);
    }

    static String render(List<Latency> latencies) {
        return new LatencyPicture(latencies).draw(latencies);
    }

    private String draw(List<Latency> latencies) {
        int height = latencies.size() * ROW;
        for (int decade = 0; decade <= decades; decade++) {
            double at = LABELS + WIDTH * decade / decades;
            line("<path class=\"axis\" d=\"M%.1f 0V%d\"/>", at, height);
            line(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s ms</text>",
                    at, height + AXIS - 8, Numbers.plain(Math.pow(10, from + decade)));
        }
        for (int i = 0; i < latencies.size(); i++) {
            row(latencies.get(i), (i + 1) * ROW);
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img">
                <title>Latencies</title>
                <style>
                text { font: 12px system-ui, sans-serif; fill: #777 } rect { fill: #4a90d9 } path { fill: none; stroke: #d9822b }
                .axis { stroke: #777; stroke-opacity: .3 }
                </style>
                %s</svg>
                """
                .formatted(LABELS + WIDTH + 40, height + AXIS, svg);
    }

    private void row(Latency latency, int bottom) {
        line("<text x=\"0\" y=\"%d\">%s</text>", bottom - BARS / 2, escaped(latency.name()));
        line(
                "<text x=\"0\" y=\"%d\">p50 %s, p99 %s ms</text>",
                bottom, Numbers.text(latency.p50()), Numbers.text(latency.p99()));
        long most = latency.counts().stream().mapToLong(count -> count).max().orElse(1);
        double bar = WIDTH / decades / Latency.BUCKETS_A_DECADE;
        for (int i = 0; i < latency.upTo().size(); i++) {
            double height = BARS * Math.log1p(latency.counts().get(i)) / Math.log1p((double) most);
            line(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                    x(latency.upTo().get(i)) - bar, bottom - height, bar, height);
        }
        for (double percentile : List.of(latency.p50(), latency.p99())) {
            line("<path d=\"M%.1f %dv-%d\"/>", x(percentile), bottom, BARS);
        }
    }

    private double x(double millis) {
        return LABELS + WIDTH * Math.max(0, Math.log10(Math.max(millis, 1e-9)) - from) / decades;
    }

    private void line(String pattern, Object... values) {
        svg.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
