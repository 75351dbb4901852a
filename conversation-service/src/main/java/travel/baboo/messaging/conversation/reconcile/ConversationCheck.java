package travel.baboo.messaging.conversation.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.message.DeliveryReceipt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.conversation.database.DeliveryStatus;
import travel.baboo.messaging.conversation.mirror.ResourceFields;

/**
 * Compares a conversation with Twilio's and publishes the events that were never received.
 *
 * <p>Reads the mirror before it asks Twilio: what the mirror has and Twilio lacks was therefore removed there, not added
 * in between. A check is recorded only after Kafka has acknowledged the findings.
 */
@Singleton
class ConversationCheck {

    private final MirrorSnapshotRepository mirror;
    private final CheckRepository checks;
    private final ThrottledPages twilio;
    private final EventPublisher publisher;
    private final ReconcileMetrics metrics;
    private final ResourceFields fields;
    private final String accountSid;
    private final Duration settle;
    private final Clock clock;

    ConversationCheck(
            MirrorSnapshotRepository mirror,
            CheckRepository checks,
            ThrottledPages twilio,
            EventPublisher publisher,
            ReconcileMetrics metrics,
            ReconcileConfig config,
            TwilioConfig account,
            ObjectMapper json,
            Clock clock) {
        this.mirror = mirror;
        this.checks = checks;
        this.twilio = twilio;
        this.publisher = publisher;
        this.metrics = metrics;
        this.fields = new ResourceFields(json);
        this.accountSid = account.accountSid();
        this.settle = config.settle();
        this.clock = clock;
    }

    /** Checks the conversation; a problem if it is unknown. */
    Uni<ReconcileReport> check(String sid) {
        Instant start = clock.instant();
        return mirror.find(sid)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("No such conversation.")))
                .chain(known -> twilio.find(sid)
                        .chain(found -> found.isPresent() ? compare(known, found.get(), start) : gone(known, start)))
                .invoke(metrics::checked);
    }

    /** Our service does not have it. If it belongs to another service, that proves nothing. */
    private Uni<ReconcileReport> gone(MirrorSnapshot known, Instant start) {
        return twilio.serviceSid().chain(service -> {
            if (!service.equals(known.serviceSid())) {
                return checks.done(known.sid(), start, List.of(), true)
                        .replaceWith(new ReconcileReport(known.sid(), 0, 0, 0, true));
            }
            return checks.missing(known.sid(), start)
                    .chain(gone -> gone
                            ? remove(known, service, start)
                            : Uni.createFrom().item(new ReconcileReport(known.sid(), 0, 0, 0, false)));
        });
    }

    private Uni<ReconcileReport> remove(MirrorSnapshot known, String service, Instant start) {
        Map<String, String> values = ResourceFields.common(EventType.CONVERSATION_REMOVED, accountSid, known.sid());
        values.put("ChatServiceSid", service);
        values.put("DateRemoved", ResourceFields.time(start));
        TwilioEvent removed = event(EventType.CONVERSATION_REMOVED, values);
        return publisher
                .publish(List.of(removed))
                .chain(() -> checks.done(known.sid(), start, List.of(), true))
                .replaceWith(new ReconcileReport(known.sid(), 0, 1, 0, true));
    }

    private Uni<ReconcileReport> compare(MirrorSnapshot known, Conversation conversation, Instant start) {
        String sid = known.sid();
        return twilio.participants(sid)
                .chain(participants ->
                        twilio.messages(sid).map(messages -> new TwilioSnapshot(conversation, participants, messages)))
                .map(snapshot -> new Comparison(known, snapshot, fields, start, settle).findings())
                .chain(findings -> receipts(known, findings.receiptsOf())
                        .chain(receipts -> publish(known, findings, receipts, start)));
    }

    private Uni<List<TwilioEvent>> receipts(MirrorSnapshot known, List<String> messageSids) {
        return Multi.createFrom()
                .iterable(messageSids)
                .onItem()
                .transformToUniAndConcatenate(message ->
                        twilio.receipts(known.sid(), message).map(receipts -> missing(known, message, receipts)))
                .onItem()
                .<TwilioEvent>disjoint()
                .collect()
                .asList();
    }

    /** Only events that the mirror applies: others would be missing again at each check. */
    private List<TwilioEvent> missing(MirrorSnapshot known, String messageSid, List<DeliveryReceipt> receipts) {
        MirrorSnapshot.Message message = known.messages().get(messageSid);
        Map<String, String> statuses = message == null ? Map.of() : message.receipts();
        return receipts.stream()
                .filter(receipt -> DeliveryStatus.find(receipt.getStatus().toString())
                        .filter(status -> status.follows(statuses.get(receipt.getSid())))
                        .isPresent())
                .map(receipt -> event(EventType.DELIVERY_UPDATED, fields.receipt(receipt)))
                .toList();
    }

    private TwilioEvent event(EventType type, Map<String, String> values) {
        return TwilioEvents.fromFields(type.twilioName(), TwilioFields.of(values), clock.instant(), Origin.RECONCILER);
    }

    private Uni<ReconcileReport> publish(
            MirrorSnapshot known, Findings findings, List<TwilioEvent> receipts, Instant start) {
        int published = findings.events().size() + receipts.size();
        return publisher
                .publish(findings.events())
                .chain(() -> publisher.publish(receipts))
                .chain(() -> checks.done(known.sid(), start, findings.absent(), findings.settled()))
                .replaceWith(new ReconcileReport(
                        known.sid(),
                        findings.missingMessages(),
                        published,
                        findings.absent().size(),
                        findings.settled()));
    }
}
