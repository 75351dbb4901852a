package travel.baboo.messaging.sandbox.benchmark;

/** What one event, message or delivery costs a part: what the model of {@link ScalingModel} is made of. */
enum Cost {
    INGEST_CPU("Ingest: CPU an event", "µs", "ingest", "ingest, CPU saturated"),
    BROKER_CPU("Kafka: CPU an event, one replica", "µs", "ingest", "ingest, CPU of the broker"),
    KAFKA_BYTES("Kafka: stored for an event, one replica", "bytes", "ingest", "ingest, stored in Kafka"),
    MIRROR_RATE("Mirror: events a second of one instance", "events/s", "conversation", "mirror"),
    MIRROR_DATABASE_CPU("Mirror: CPU of PostgreSQL an event", "µs", "conversation", "mirror, CPU of PostgreSQL"),
    MIRROR_WAL("Mirror: WAL an event", "bytes", "conversation", "mirror, WAL"),
    MIRROR_STORED("Mirror: stored for an event", "bytes", "conversation", "mirror, stored in PostgreSQL"),
    MIRROR_ROWS("Mirror: rows written an event", "rows", "conversation", "mirror, rows written"),
    MIRROR_COMMITS("Mirror: commits an event", "commits", "conversation", "mirror, commits"),
    RELAY_RATE("Relay: deliveries a second of one instance", "deliveries/s", "relay", "one destination"),
    RELAY_CPU("Relay: CPU a delivery", "µs", "relay", "one destination, CPU of the service"),
    RELAY_DATABASE_CPU("Relay: CPU of PostgreSQL a delivery", "µs", "relay", "one destination, CPU of PostgreSQL"),
    RELAY_WAL("Relay: WAL a delivery", "bytes", "relay", "one destination, WAL"),
    RELAY_STORED("Relay: stored for a delivery", "bytes", "relay", "one destination, stored in PostgreSQL"),
    RELAY_ROWS("Relay: rows written a delivery", "rows", "relay", "one destination, rows written"),
    RELAY_COMMITS("Relay: commits a delivery", "commits", "relay", "one destination, commits");

    private final String text;
    private final String unit;
    private final String benchmark;
    private final String figure;

    Cost(String text, String unit, String benchmark, String figure) {
        this.text = text;
        this.unit = unit;
        this.benchmark = benchmark;
        this.figure = figure;
    }

    String text() {
        return text;
    }

    String unit() {
        return unit;
    }

    String benchmark() {
        return benchmark;
    }

    String figure() {
        return figure;
    }
}
