package travel.baboo.messaging.sandbox.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;

/**
 * How many instances, partitions and databases a rate of messages needs, from what each part costs: everything grows with the rate, and no
 * part is busy beyond a share that leaves room for peaks and for the failure of a neighbor.
 */
final class ScalingModel {

    /** The mix of the mirror's benchmark: seven of ten events are messages. */
    static final double EVENTS_PER_MESSAGE = 10.0 / 7;

    static final double UTILIZATION = 0.6;
    static final int SERVICE_CORES = 2;
    static final int BROKER_CORES = 4;
    static final int REPLICAS = 3;
    static final int DATABASE_CORES = 32;
    static final int DATABASE_WAL_MEGABYTES = 200;

    /** Bytes that one broker or PostgreSQL keeps at most: more take too long to copy and to restore. */
    static final double LARGEST_VOLUME = 10e12;

    /** As the overlays deploy them. */
    static final int PARTITIONS = 12;

    static final int VOLUME_GIBIBYTES = 50;
    static final int CONNECTIONS = 400;
    static final double CONNECTIONS_AN_INSTANCE = 22;
    static final int KAFKA_DAYS = 7;
    static final int DELIVERY_DAYS = 14;
    static final int MIRROR_DAYS = 365;

    private static final double SECONDS_A_DAY = 86_400;
    private static final double MICROS = 1e6;
    private static final double GIBIBYTE = 1L << 30;

    /** What one row of the table says of each rate. */
    record Need(String text, DoubleFunction<String> atRate) {}

    /**
     * A part that is full at some rate.
     *
     * @param rate messages a second
     * @param then what is done then
     */
    record Limit(String part, double rate, String then) {}

    private final Map<Cost, Double> costs;

    /** @param costs all of them */
    ScalingModel(Map<Cost, Double> costs) {
        this.costs = Map.copyOf(costs);
    }

    List<Need> needs() {
        return List.of(
                new Need("Events a second", rate -> number(events(rate))),
                new Need("webhook-ingest-service, instances", rate -> number(ingests(rate))),
                new Need("Kafka, brokers", rate -> number(brokers(rate))),
                new Need("Kafka, a week of records with all replicas", rate -> bytes(kafka(rate))),
                new Need("`twilio.events`, partitions", rate -> number(partitions(rate))),
                new Need("conversation-service, instances", rate -> number(mirrors(rate))),
                new Need("relay-service, instances", rate -> number(relays(rate))),
                new Need("PostgreSQL of the mirror, cores", rate -> cores(mirrorCores(rate))),
                new Need(
                        "PostgreSQL of the mirror, primaries",
                        rate -> number(primaries(mirrorCores(rate), mirrorWal(rate), mirrorBytes(rate)))),
                new Need("PostgreSQL of the mirror, growth a year", rate -> bytes(mirrorBytes(rate))),
                new Need("PostgreSQL of the relay, cores", rate -> cores(relayCores(rate))),
                new Need(
                        "PostgreSQL of the relay, primaries",
                        rate -> number(primaries(relayCores(rate), relayWal(rate), relayBytes(rate)))),
                new Need("PostgreSQL of the relay, 14 days of deliveries", rate -> bytes(relayBytes(rate))),
                new Need("PostgreSQL, WAL a second", rate -> bytes(mirrorWal(rate) + relayWal(rate))),
                new Need(
                        "PostgreSQL, rows written a second",
                        rate -> number(events(rate) * cost(Cost.MIRROR_ROWS) + rate * cost(Cost.RELAY_ROWS))),
                new Need(
                        "PostgreSQL, commits a second",
                        rate -> number(events(rate) * cost(Cost.MIRROR_COMMITS) + rate * cost(Cost.RELAY_COMMITS))),
                new Need("Full first, as deployed today", this::full));
    }

    /** Of what is deployed today, the first to be full first. */
    List<Limit> limits() {
        List<Limit> limits = new ArrayList<>(List.of(
                new Limit(
                        "Volume of PostgreSQL, 50 GiB",
                        VOLUME_GIBIBYTES * GIBIBYTE / (mirrorBytes(1) + relayBytes(1)),
                        "A larger volume, up to 10 TB; then `delivery` and `message` partitioned by time, so that retention drops a"
                                + " partition instead of deleting rows"),
                new Limit(
                        "Volumes of Kafka, 50 GiB each",
                        REPLICAS * VOLUME_GIBIBYTES * GIBIBYTE / kafka(1),
                        "Larger volumes, or more brokers"),
                new Limit(
                        "The mirror's consumers, one a partition",
                        PARTITIONS * UTILIZATION * cost(Cost.MIRROR_RATE) / EVENTS_PER_MESSAGE,
                        "More partitions, [without losing order](#raise-the-number-of-partitions)"),
                new Limit(
                        "The relay's consumers, one a partition",
                        PARTITIONS * UTILIZATION * cost(Cost.RELAY_RATE),
                        "More partitions, [without losing order](#raise-the-number-of-partitions)"),
                new Limit(
                        "Connections of PostgreSQL, 400",
                        CONNECTIONS / CONNECTIONS_AN_INSTANCE / (exactMirrors(1) + exactRelays(1)),
                        "A database for the mirror and one for the relay; then PgBouncer"),
                new Limit(
                        "CPU of one PostgreSQL with 32 cores",
                        DATABASE_CORES / (mirrorCores(1) + relayCores(1)),
                        "A database for the mirror and one for the relay; lists and searches from read replicas; then"
                                + " [databases by lane and by conversation](#beyond-one-postgresql)"),
                new Limit(
                        "WAL of one PostgreSQL, 200 MB a second",
                        DATABASE_WAL_MEGABYTES * 1e6 / (mirrorWal(1) + relayWal(1)),
                        "As for its CPU"),
                new Limit(
                        "Three brokers of Kafka",
                        REPLICAS * BROKER_CORES * UTILIZATION / brokerCores(1),
                        "More brokers; then [a cluster a region](#beyond-one-region)")));
        limits.sort(Comparator.comparingDouble(Limit::rate));
        return limits;
    }

    private String full(double rate) {
        List<String> full = limits().stream()
                .filter(limit -> limit.rate() < rate)
                .map(Limit::part)
                .toList();
        if (full.isEmpty()) {
            return "nothing";
        }
        return full.get(0) + (full.size() > 1 ? ", and %d more".formatted(full.size() - 1) : "");
    }

    private double cost(Cost cost) {
        return Objects.requireNonNull(costs.get(cost), cost.text());
    }

    private static double events(double rate) {
        return rate * EVENTS_PER_MESSAGE;
    }

    private double ingests(double rate) {
        return atLeast(2, events(rate) * cost(Cost.INGEST_CPU) / MICROS / SERVICE_CORES / UTILIZATION);
    }

    /** Followers are assumed to cost what the leader does. */
    private double brokerCores(double rate) {
        return events(rate) * cost(Cost.BROKER_CPU) / MICROS * REPLICAS;
    }

    private double brokers(double rate) {
        return atLeast(
                REPLICAS, Math.max(brokerCores(rate) / BROKER_CORES / UTILIZATION, kafka(rate) / LARGEST_VOLUME));
    }

    private double kafka(double rate) {
        return events(rate) * cost(Cost.KAFKA_BYTES) * REPLICAS * KAFKA_DAYS * SECONDS_A_DAY;
    }

    private double exactMirrors(double rate) {
        return events(rate) / cost(Cost.MIRROR_RATE) / UTILIZATION;
    }

    private double mirrors(double rate) {
        return atLeast(2, exactMirrors(rate));
    }

    /** By deliveries, and by the service's own CPU. */
    private double exactRelays(double rate) {
        return Math.max(rate / cost(Cost.RELAY_RATE), rate * cost(Cost.RELAY_CPU) / MICROS / SERVICE_CORES)
                / UTILIZATION;
    }

    private double relays(double rate) {
        return atLeast(2, exactRelays(rate));
    }

    /** Twice as many as consumers, so that they can be doubled, in doublings of what there is. */
    private double partitions(double rate) {
        double partitions = PARTITIONS;
        while (partitions < 2 * Math.max(mirrors(rate), relays(rate))) {
            partitions *= 2;
        }
        return partitions;
    }

    private double mirrorCores(double rate) {
        return events(rate) * cost(Cost.MIRROR_DATABASE_CPU) / MICROS / UTILIZATION;
    }

    private double relayCores(double rate) {
        return rate * cost(Cost.RELAY_DATABASE_CPU) / MICROS / UTILIZATION;
    }

    private double mirrorWal(double rate) {
        return events(rate) * cost(Cost.MIRROR_WAL);
    }

    private double relayWal(double rate) {
        return rate * cost(Cost.RELAY_WAL);
    }

    private double mirrorBytes(double rate) {
        return events(rate) * cost(Cost.MIRROR_STORED) * MIRROR_DAYS * SECONDS_A_DAY;
    }

    private double relayBytes(double rate) {
        return rate * cost(Cost.RELAY_STORED) * DELIVERY_DAYS * SECONDS_A_DAY;
    }

    private static double primaries(double cores, double wal, double bytes) {
        double busiest = Math.max(cores / DATABASE_CORES, wal / DATABASE_WAL_MEGABYTES / 1e6);
        return atLeast(1, Math.max(busiest, bytes / LARGEST_VOLUME));
    }

    private static double atLeast(int least, double exact) {
        return Math.max(least, Math.ceil(exact));
    }

    private static String cores(double exact) {
        return number(Math.max(1, Math.ceil(exact)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String bytes(double value) {
        String[] units = {"bytes", "kB", "MB", "GB", "TB", "PB"};
        int unit = 0;
        double left = value;
        while (left >= 1000 && unit < units.length - 1) {
            left /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, left >= 10 || unit == 0 ? "%.0f %s" : "%.1f %s", left, units[unit]);
    }
}
