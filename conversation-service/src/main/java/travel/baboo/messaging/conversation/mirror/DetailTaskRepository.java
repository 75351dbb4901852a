package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.execute;
import static travel.baboo.messaging.conversation.mirror.EventValues.require;
import static travel.baboo.messaging.conversation.mirror.EventValues.texts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
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

    /** @param events message events, after they were written */
    Uni<Void> request(SqlConnection connection, List<TwilioEvent> events) {
        if (!policies.enabled()) {
            return Uni.createFrom().voidItem();
        }
        List<TwilioEvent> concerned = events.stream()
                .filter(event -> !event.eventType().equals(EventType.MESSAGE_REMOVED.twilioName()) && concerns(event))
                .toList();
        return concerned.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(
                        connection,
                        """
                        insert into contact_detail_task as t (message_sid, conversation_sid, due_at)
                        select n.message_sid, min(n.conversation_sid), now() + min(n.delay) * interval '1 second'
                          from unnest($1::text[], $2::text[], $3::float8[]) as n (message_sid, conversation_sid, delay)
                         group by n.message_sid order by 1
                        on conflict (message_sid) do update set due_at = excluded.due_at, attempts = 0, owner = null
                         where excluded.due_at < t.due_at or t.owner is not null
                        """,
                        Tuple.of(
                                texts(concerned, event -> require(event, "MessageSid")),
                                texts(concerned, TwilioEvent::conversationSid),
                                concerned.stream()
                                        .map(DetailTaskRepository::delay)
                                        .toArray(Double[]::new)));
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
