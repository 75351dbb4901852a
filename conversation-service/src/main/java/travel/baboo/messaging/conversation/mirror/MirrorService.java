package travel.baboo.messaging.conversation.mirror;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.chatbot.ChatbotEvents;
import travel.baboo.messaging.conversation.directory.DirectoryService;
import travel.baboo.messaging.conversation.directory.OutboxPublisher;
import travel.baboo.messaging.conversation.label.LabelWriter;
import travel.baboo.messaging.conversation.mirror.MirrorRepository.Removed;

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

    private final Pool pool;
    private final MirrorRepository repository;
    private final DirectoryService directory;
    private final OutboxPublisher outbox;
    private final ChatbotEvents chatbot;
    private final LabelWriter labels;
    private final MessageWays ways;
    private final OwnChanges own;
    private final Clock clock;

    MirrorService(
            @ReactiveDataSource(MirrorConnections.NAME) Pool pool,
            MirrorRepository repository,
            DirectoryService directory,
            OutboxPublisher outbox,
            ChatbotEvents chatbot,
            LabelWriter labels,
            MessageWays ways,
            OwnChanges own,
            Clock clock) {
        this.pool = pool;
        this.repository = repository;
        this.directory = directory;
        this.outbox = outbox;
        this.chatbot = chatbot;
        this.labels = labels;
        this.ways = ways;
        this.own = own;
        this.clock = clock;
    }

    /** All of the events are applied, or none, and the ways in which they were received are noted with them. */
    Uni<Void> applyReceived(List<Arrival> arrivals) {
        List<TwilioEvent> events = arrivals.stream().map(Arrival::event).toList();
        return apply(
                events, connection -> ways.note(connection, arrivals).chain(() -> own.reported(connection, events)));
    }

    /** Applies the event that is equivalent to an answer, and records which events Twilio must report for it. */
    Uni<Void> applyAnswered(TwilioEvent event, List<OwnChanges.Expected> expected) {
        return apply(List.of(event), connection -> InTurn.each(expected, change -> own.expect(connection, change)));
    }

    /** @param first what is done while the conversations are locked, before the events are applied */
    private Uni<Void> apply(List<TwilioEvent> events, Function<SqlConnection, Uni<Void>> first) {
        Set<String> changed = new LinkedHashSet<>();
        for (TwilioEvent event : events) {
            Optional<EventType> type = EventType.find(event.eventType());
            if (event.conversationSid() != null
                    && type.filter(DIRECTORY_RELEVANT::contains).isPresent()) {
                changed.add(event.conversationSid());
            }
        }
        return Uni.createFrom()
                .deferred(() -> apply(events, BatchActivity.of(events), changed, first))
                .invoke(() -> wakeOutbox(changed))
                .invoke(() -> wakeChatbot(events))
                .invoke(() -> wakeLabels(events));
    }

    private Uni<Void> apply(
            List<TwilioEvent> events,
            BatchActivity batch,
            Set<String> changed,
            Function<SqlConnection, Uni<Void>> first) {
        return pool.withTransaction(connection -> repository
                .lock(connection, batch, clock.instant())
                .call(() -> first.apply(connection))
                .chain(removed -> reviveAll(connection, seenAgain(events, removed))
                        .chain(back -> applyAll(connection, living(events, removed, back))))
                .chain(() -> directory.refresh(connection, changed))
                .chain(() -> repository.requestReviews(connection, batch)));
    }

    /** Conversations that the reconciler could not find, and for which Twilio reports something that happened afterwards. */
    private static Set<String> seenAgain(List<TwilioEvent> events, Map<String, Removed> removed) {
        return events.stream()
                .filter(event -> event.origin() != Origin.RECONCILER && !isRemoval(event))
                .filter(event -> {
                    Removed known = removed.get(String.valueOf(event.conversationSid()));
                    return known != null
                            && !known.forGood()
                            && event.occurredAt().isAfter(known.at());
                })
                .map(event -> String.valueOf(event.conversationSid()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Uni<Set<String>> reviveAll(SqlConnection connection, Set<String> sids) {
        return InTurn.each(sids, sid -> repository.revive(connection, sid)).replaceWith(sids);
    }

    /** A removal is final: every other event of the same conversation, earlier or later, is ignored. */
    private static List<TwilioEvent> living(List<TwilioEvent> events, Map<String, Removed> removed, Set<String> back) {
        Set<String> gone = new HashSet<>(removed.keySet());
        gone.removeAll(back);
        events.stream()
                .filter(MirrorService::isRemoval)
                .forEach(event -> gone.add(String.valueOf(event.conversationSid())));
        return gone.isEmpty()
                ? events
                : events.stream()
                        .filter(event -> isRemoval(event) || !gone.contains(String.valueOf(event.conversationSid())))
                        .toList();
    }

    private static boolean isRemoval(TwilioEvent event) {
        return event.conversationSid() != null && event.eventType().equals(EventType.CONVERSATION_REMOVED.twilioName());
    }

    /** Most events are messages, which leave nothing there. */
    private void wakeOutbox(Set<String> changed) {
        if (!changed.isEmpty()) {
            outbox.wake();
        }
    }

    private void wakeLabels(List<TwilioEvent> events) {
        if (events.stream().anyMatch(event -> event.fields().find("MessageSid").isPresent())) {
            labels.wake();
        }
    }

    private void wakeChatbot(List<TwilioEvent> events) {
        if (events.stream().anyMatch(chatbot::concerns)) {
            chatbot.wake();
        }
    }

    /** The order in which events are applied makes no difference. Who answers depends on the order, so that comes afterwards, one by one. */
    private Uni<Void> applyAll(SqlConnection connection, List<TwilioEvent> events) {
        return repository.apply(connection, events).chain(() -> notice(connection, events));
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
