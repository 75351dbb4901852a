package travel.baboo.messaging.conversation.erasure;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;
import travel.baboo.messaging.conversation.directory.OutboxPublisher;
import travel.baboo.messaging.conversation.erasure.ErasureRepository.Task;
import travel.baboo.messaging.conversation.erasure.Subject.Kind;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;
import travel.baboo.messaging.conversation.twilio.MembershipsClient;
import travel.baboo.messaging.conversation.twilio.TwilioErasure;

/**
 * Erases what was asked for: each conversation first at Twilio, then here, so that nothing comes back by asking Twilio. Every step can be
 * repeated; what was broken off goes on with another instance or after a restart.
 */
@Singleton
class Eraser {

    private static final Logger LOG = Logger.getLogger(Eraser.class);
    private static final long PERIOD_MILLIS = 5000;

    private final ErasureRepository repository;
    private final ErasedRows rows;
    private final TraceFinder traces;
    private final ConversationsClient twilio;
    private final MembershipsClient memberships;
    private final TwilioErasure users;
    private final OutboxPublisher outbox;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile long timer = -1;

    Eraser(
            ErasureRepository repository,
            ErasedRows rows,
            TraceFinder traces,
            ConversationsClient twilio,
            MembershipsClient memberships,
            TwilioErasure users,
            OutboxPublisher outbox,
            Vertx vertx) {
        this.repository = repository;
        this.rows = rows;
        this.traces = traces;
        this.twilio = twilio;
        this.memberships = memberships;
        this.users = users;
        this.outbox = outbox;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> wake());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    void wake() {
        if (!stopped && running.compareAndSet(false, true)) {
            Uni.createFrom()
                    .deferred(this::eraseOne)
                    .repeat()
                    .whilst(found -> found && !stopped)
                    .collect()
                    .last()
                    .onTermination()
                    .invoke(() -> running.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("cause=%s Erasures wait", failure));
        }
    }

    private Uni<Boolean> eraseOne() {
        return repository
                .claim()
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : erase(found.get()).replaceWith(true));
    }

    private Uni<Void> erase(Task task) {
        return traces.find(task.subject())
                .chain(found -> each(found.whole(), sid -> whole(task, sid))
                        .chain(() -> each(found.part(), sid -> part(task, sid))))
                .chain(() -> person(task))
                .chain(() -> repository.finish(task))
                .invoke(() -> LOG.infof("erasureId=%s An erasure is finished", task.id()))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("erasureId=%s cause=%s An erasure goes on later", task.id(), failure);
                    return repository.later(task, failure.getClass().getSimpleName());
                });
    }

    private static Uni<Void> each(Iterable<String> sids, Function<String, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(sids)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last();
    }

    private Uni<Void> whole(Task task, String sid) {
        return twilio.deleteConversation(sid)
                .chain(() -> rows.conversation(sid))
                .invoke(outbox::wake)
                .chain(count -> repository.progress(task, 1, 0, 0, 0, count));
    }

    private Uni<Void> part(Task task, String sid) {
        String identity = task.subject().value();
        return rows.messagesOf(sid, identity)
                .chain(messages -> each(messages, message -> memberships
                        .deleteMessage(sid, message)
                        .chain(() -> rows.message(message))
                        .chain(count -> repository.progress(task, 0, 0, 1, 0, count))))
                .chain(() -> rows.nameWithout(sid, identity))
                .call(name -> name.isEmpty() ? Uni.createFrom().voidItem() : users.rename(sid, name.get()))
                .chain(name -> users.leave(sid, identity)
                        .chain(participants -> rows.membership(sid, identity, participants, name.orElse(null))))
                .invoke(outbox::wake)
                .chain(count -> repository.progress(task, 0, 1, 0, 0, count));
    }

    private Uni<Void> person(Task task) {
        Subject subject = task.subject();
        Uni<Boolean> user = subject.kind() == Kind.IDENTITY
                ? users.deleteUser(subject.value())
                : Uni.createFrom().item(false);
        return user.chain(deleted ->
                rows.person(subject).chain(count -> repository.progress(task, 0, 0, 0, deleted ? 1 : 0, count)));
    }
}
