package travel.baboo.messaging.conversation.erasure;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.directory.OutboxPublisher;
import travel.baboo.messaging.conversation.erasure.ErasureRepository.Task;
import travel.baboo.messaging.conversation.erasure.Subject.Kind;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;
import travel.baboo.messaging.conversation.twilio.MembershipsClient;
import travel.baboo.messaging.conversation.twilio.TwilioErasure;
import travel.baboo.messaging.conversation.work.Passes;

/**
 * Erases each conversation first at Twilio and then here, so that the reconciler cannot bring it back. Every step is
 * idempotent; an interrupted erasure continues on another instance or after a restart.
 */
@Singleton
class Eraser {

    private static final Logger LOG = Logger.getLogger(Eraser.class);

    private final ErasureRepository repository;
    private final ErasedRows rows;
    private final TraceFinder traces;
    private final ConversationsClient twilio;
    private final MembershipsClient memberships;
    private final TwilioErasure users;
    private final OutboxPublisher outbox;
    private final Passes passes =
            new Passes(this::eraseOne, failure -> LOG.warnf("cause=%s Erasures could not run; retrying", failure));

    Eraser(
            ErasureRepository repository,
            ErasedRows rows,
            TraceFinder traces,
            ConversationsClient twilio,
            MembershipsClient memberships,
            TwilioErasure users,
            OutboxPublisher outbox) {
        this.repository = repository;
        this.rows = rows;
        this.traces = traces;
        this.twilio = twilio;
        this.memberships = memberships;
        this.users = users;
        this.outbox = outbox;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return passes.run();
    }

    void stop(@Observes ShutdownEvent event) {
        passes.stop();
    }

    void wake() {
        passes.wake();
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
                .chain(found -> InTurn.each(found.whole(), sid -> whole(task, sid))
                        .chain(() -> InTurn.each(found.part(), sid -> part(task, sid))))
                .chain(() -> person(task))
                .chain(() -> repository.finish(task))
                .invoke(() -> LOG.infof("erasureId=%s An erasure is finished", task.id()))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("erasureId=%s cause=%s An erasure failed; retrying", task.id(), failure);
                    return repository.later(task, failure.getClass().getSimpleName());
                });
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
                .chain(messages -> InTurn.each(messages, message -> memberships
                        .deleteMessage(sid, message)
                        .chain(() -> rows.message(sid, message))
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
