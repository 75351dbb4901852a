package travel.baboo.messaging.sandbox.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** The broker's own settings: one node that is broker and controller, quick to start, small, and shut off from the network. */
final class KafkaProperties {

    private KafkaProperties() {}

    static Properties of(KafkaSettings settings, Path logDirectory) {
        Properties properties = new Properties();
        node(properties, settings);
        properties.setProperty("log.dirs", logDirectory.toString());
        properties.setProperty("num.partitions", Integer.toString(settings.partitions()));
        properties.setProperty("auto.create.topics.enable", "true");
        singleReplica(properties);
        quickAndSmall(properties);
        return properties;
    }

    private static void node(Properties properties, KafkaSettings settings) {
        String broker = "PLAINTEXT://localhost:" + settings.port();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@localhost:" + settings.controllerPort());
        properties.setProperty("listeners", broker + ",CONTROLLER://localhost:" + settings.controllerPort());
        properties.setProperty("advertised.listeners", broker);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    }

    private static void singleReplica(Properties properties) {
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    }

    /** The session limits how long a broker that was killed keeps its successor waiting; it must outlast a busy machine. */
    private static void quickAndSmall(Properties properties) {
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        properties.setProperty("broker.session.timeout.ms", "4000");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("num.recovery.threads.per.data.dir", "2");
        properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        properties.setProperty("log.index.size.max.bytes", "1048576");
    }
}
