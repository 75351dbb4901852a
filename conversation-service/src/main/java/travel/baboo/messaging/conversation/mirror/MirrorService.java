package travel.baboo.messaging.conversation.mirror;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.chatbot.ChatbotEvents;
import travel.baboo.messaging.conversation.directory.DirectoryService;
import travel.baboo.messaging.conversation.directory.OutboxPublisher;

/** Applies events to the mirror in one transaction, together with the directory records that follow from them. */
@Singleton
class MirrorService {

    private static final Set<EventType> DIRECTORY_RELEVANT = EnumSet.of(
            EventType.CONVERSATION_ADDED,
            EventType.CONVERSATION_UPDATED,
            EventType.CONVERSATION_STATE_UPDATED,
            EventType.CONVERSATION_REMOVED,
            EventType.PARTICIPANT_ADDED,
            EventType.PARTICIPANT_UPDATED,
            EventType.PARTICIPANT_REMOVED);

    /** Events whose statements are under way at the same time. */
    private static final int PIPELINED = 64;

    private final Pool pool;
    private final MirrorRepository repository;
    private final DirectoryService directory;
    private final OutboxPublisher outbox;
    private final ChatbotEvents chatbot;
    private final Clock clock;

    MirrorService(
            Pool pool,
            MirrorRepository repository,
            DirectoryService directory,
            OutboxPublisher outbox,
            ChatbotEvents chatbot,
            Clock clock) {
        this.pool = pool;
        this.repository = repository;
        this.directory = directory;
        this.outbox = outbox;
        this.chatbot = chatbot;
        this.clock = clock;
    }

    /** All of the events are applied, or none. */
    Uni<Void> apply(List<TwilioEvent> events) {
        Set<String> changed = new LinkedHashSet<>();
        for (TwilioEvent event : events) {
            Optional<EventType> type = EventType.find(event.eventType());
            if (event.conversationSid() != null
                    && type.filter(DIRECTORY_RELEVANT::contains).isPresent()) {
                changed.add(event.conversationSid());
            }
        }
        return Uni.createFrom()
                .deferred(() -> apply(events, BatchActivity.of(events), changed))
                .invoke(() -> wakeOutbox(changed))
                .invoke(() -> wakeChatbot(events));
    }

    private Uni<Void> apply(List<TwilioEvent> events, BatchActivity batch, Set<String> changed) {
        return pool.withTransaction(connection -> repository
                .lock(connection, batch, clock.instant())
                .chain(() -> applyAll(connection, events))
                .chain(() -> directory.refresh(connection, changed)));
    }

    /** Most events are messages, which leave nothing there. */
    private void wakeOutbox(Set<String> changed) {
        if (!changed.isEmpty()) {
            outbox.wake();
        }
    }

    private void wakeChatbot(List<TwilioEvent> events) {
        if (events.stream().anyMatch(chatbot::concerns)) {
            chatbot.wake();
        }
    }

    /**
     * Sends the statements of many events one behind the other without waiting for each answer: the order in which events are
     * applied makes no difference. Who answers depends on the order, so that comes afterwards, one by one.
     */
    private Uni<Void> applyAll(SqlConnection connection, List<TwilioEvent> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUni(event -> repository.apply(connection, event))
                .merge(PIPELINED)
                .collect()
                .last()
                .chain(() -> notice(connection, events));
    }

    private Uni<Void> notice(SqlConnection connection, List<TwilioEvent> events) {
        return Multi.createFrom()
                .iterable(events)
                .filter(chatbot::concerns)
                .onItem()
                .transformToUniAndConcatenate(event -> chatbot.notice(connection, event))
                .collect()
                .last();
    }
}
