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
                        insert into contact_detail_task (message_sid, conversation_sid) values ($1, $2)
                        on conflict (message_sid) do update set due_at = now(), attempts = 0, owner = null
                        """,
                        Tuple.of(message, conversation))
                : Uni.createFrom().voidItem();
    }

    private boolean concerns(TwilioEvent event) {
        @Nullable String attributes = EventValues.text(event, "Attributes");
        return (attributes != null && attributes.contains(Checked.ATTRIBUTE))
                || policies.concerns(EventValues.whole(event, "Body"), EventValues.createdAt(event), clock.instant());
    }
}
