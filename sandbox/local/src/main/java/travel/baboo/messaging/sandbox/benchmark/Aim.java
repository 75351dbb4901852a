package travel.baboo.messaging.sandbox.benchmark;

import java.util.List;

/**
 * A number that a figure is to reach.
 *
 * @param text what is aimed at, without the number
 * @param atLeast whether more is better; otherwise the figure is to stay below the number
 */
record Aim(String text, String benchmark, String figure, boolean atLeast, double value, String unit) {

    private static final String SATURATED = ", saturated";

    /** As ratios within one run where that is possible, because machines differ. */
    static final List<Aim> ALL = List.of(
            atLeast("Ingest on the JVM, beside a bare Vert.x server", "ingest", "ingest of bare" + SATURATED, 60, "%"),
            atLeast(
                    "Ingest on the JVM, beside Express with twilio and kafkajs",
                    "ingest",
                    "ingest of express" + SATURATED,
                    10,
                    "×"),
            atLeast(
                    "Ingest as a native executable, beside a bare Vert.x server on the JVM",
                    "ingest",
                    "native of bare" + SATURATED,
                    45,
                    "%"),
            below("Ingest at half of its maximum, p99", "ingest", "ingest at half, p99", 10, "ms"),
            below(
                    "Ingest at half of its maximum, p99 beside the disk's own p99 of a sync",
                    "ingest",
                    "ingest at half, p99 beside a sync",
                    3,
                    "×"),
            atLeast("Relay, with PostgreSQL's fsync", "relay", "one destination", 6_000, "deliveries/s"),
            atLeast(
                    "Relay upon a backlog of a million",
                    "relay",
                    "upon a backlog of 1,000,000, of one destination",
                    90,
                    "%"),
            below("The whole at 500 messages a second, p50", "whole", "webhook to Make.com at 500/s, p50", 10, "ms"),
            below("The whole at 500 messages a second, p99", "whole", "webhook to Make.com at 500/s, p99", 60, "ms"),
            atLeast("Mirror with one consumer", "conversation", "mirror", 6_000, "events/s"),
            below(
                    "Pages of lists and threads among a million messages, slowest p99",
                    "conversation",
                    "pages among 1,000,000 messages, slowest p99",
                    20,
                    "ms"),
            below(
                    "Searches at 20 a second among a million messages, slowest p99",
                    "conversation",
                    "searches among 1,000,000 messages, slowest p99",
                    100,
                    "ms"),
            atLeast(
                    "Token endpoint, beside a constant behind the same JWT check",
                    "token",
                    "token of constant",
                    85,
                    "%"),
            below(
                    "Native executables: ready after the start, the slowest",
                    "start",
                    "native, slowest ready",
                    100,
                    "ms"),
            below(
                    "Native executables: resident when idle, the largest",
                    "start",
                    "native, largest resident",
                    90,
                    "MiB"));

    private static Aim atLeast(String text, String benchmark, String figure, double value, String unit) {
        return new Aim(text, benchmark, figure, true, value, unit);
    }

    private static Aim below(String text, String benchmark, String figure, double value, String unit) {
        return new Aim(text, benchmark, figure, false, value, unit);
    }

    boolean isMetBy(double measured) {
        return atLeast ? measured >= value : measured < value;
    }

    /** The number with its sign and unit. */
    String bound() {
        return (atLeast ? "≥ " : "< ") + Numbers.text(value).replaceAll("\\.0+$", "") + " " + unit;
    }
}
