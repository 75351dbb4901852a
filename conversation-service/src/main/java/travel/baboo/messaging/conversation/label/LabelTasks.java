package travel.baboo.messaging.conversation.label;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;
import travel.baboo.messaging.conversation.work.MessageTasks;

/** Messages whose labels are to be written at Twilio. */
@Singleton
class LabelTasks extends MessageTasks {

    private final Pool pool;

    LabelTasks(Pool pool, MeterRegistry meters) {
        super(pool, meters, "label_task");
        this.pool = pool;
    }

    /** The current facts of the message; empty if it is gone. */
    Uni<Optional<LabelFacts>> facts(Task task) {
        return pool.preparedQuery(
                        "select " + LabelFacts.COLUMNS + ", i.content as inquiry from message m "
                                + LabelFacts.JOINS
                                + """
                         join conversation c on c.sid = m.conversation_sid
                         left join inquiry i on i.id = c.inquiry_id
                        where m.sid = $1 and m.removed_at is null and c.removed_at is null
                        """)
                .execute(Tuple.of(task.messageSid()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(LabelFacts.of(rows.iterator().next())));
    }

    /** Records the written attributes in the mirror, so that the message does not look edited. */
    Uni<Void> written(Task task, String attributes) {
        return pool.preparedQuery(
                        """
                        with done as (delete from label_task where message_sid = $1 and owner = $2)
                        update message set attributes = $3, label_writes = label_writes + 1 where sid = $1 and removed_at is null
                        """)
                .execute(Tuple.of(task.messageSid(), task.owner(), attributes.replace("\u0000", "")))
                .replaceWithVoid();
    }
}
