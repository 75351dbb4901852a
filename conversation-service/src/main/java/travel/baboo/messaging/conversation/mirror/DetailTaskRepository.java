package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.execute;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.contactdetail.Checked;
import travel.baboo.messaging.conversation.contactdetail.Policies;

/**
 * Requests, in the mirror's transaction, a decision on a message that was published with contact details, or with hidden ones. Costs
 * nothing unless the setting {@code contact-detail.enabled} is set.
 */
@Singleton
class DetailTaskRepository {

    private final Policies policies;
    private final Clock clock;

    DetailTaskRepository(Policies policies, Clock clock) {
        this.policies = policies;
        this.clock = clock;
    }

    Uni<Void> request(SqlConnection connection, String conversation, String message, TwilioEvent event) {
        return policies.enabled() && concerns(event)
                ? execute(
                        connection,
                        """
                        insert into contact_detail_task as t (message_sid, conversation_sid, due_at)
                        values ($1, $2, now() + $3 * interval '1 second')
                        on conflict (message_sid) do update set due_at = excluded.due_at, attempts = 0, owner = null
                         where excluded.due_at < t.due_at or t.owner is not null
                        """,
                        Tuple.of(message, conversation, delay(event)))
                : Uni.createFrom().voidItem();
    }

    /** Event Streams does not show who wrote a message: its webhook has five minutes to say so. */
    private static double delay(TwilioEvent event) {
        return EventValues.isStreamed(event) ? 300 : 0;
    }

    private boolean concerns(TwilioEvent event) {
        @Nullable String attributes = EventValues.text(event, "Attributes");
        return (attributes != null && attributes.contains(Checked.ATTRIBUTE))
                || policies.concerns(EventValues.whole(event, "Body"), EventValues.createdAt(event), clock.instant());
    }
}
