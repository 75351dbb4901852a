package travel.baboo.messaging.conversation.work;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Starts the scheduled work after everything else has started. Quarkus' scheduler starts before the connections to Kafka are set up, and on a
 * slow start its first runs would fail; {@code quarkus.scheduler.start-mode} is therefore {@code halted}.
 */
@Singleton
final class ScheduleStart {

    private final Scheduler scheduler;

    ScheduleStart(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        scheduler.resume();
    }
}
