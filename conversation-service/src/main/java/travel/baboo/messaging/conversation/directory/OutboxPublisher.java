package travel.baboo.messaging.conversation.directory;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Publishes the directory's outbox to Kafka; consumers use the record with the highest version. */
@Singleton
public class OutboxPublisher {

    private final OutboxQueue queue;

    OutboxPublisher(Pool pool, @Channel("conversation-directory") MutinyEmitter<Record<String, String>> emitter) {
        this.queue = new OutboxQueue(pool, "outbox", entry -> emitter.send(Record.of(entry.key(), entry.payload())));
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return queue.run();
    }

    void stop(@Observes ShutdownEvent event) {
        queue.stop();
    }

    /** Wakes the publisher before its next tick. */
    public void wake() {
        queue.wake();
    }
}
