package travel.baboo.messaging.conversation.attention.review;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.attention.Fallback;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.attention.AttentionConfig;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalOutcome;
import travel.baboo.messaging.conversation.attention.arrival.Failure;
import travel.baboo.messaging.conversation.attention.arrival.FallbackPolicy;
import travel.baboo.messaging.conversation.attention.arrival.Phone;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;
import travel.baboo.messaging.conversation.attention.clock.Targets;
import travel.baboo.messaging.conversation.attention.notice.Notified;
import travel.baboo.messaging.conversation.label.AuthorLabels;
import travel.baboo.messaging.conversation.label.LabelFacts;

/** Creates the events of a decision. The content of a notice is read only when it is sent, not in every review. */
@Singleton
class DecisionEvents {

    /** Maximum of the count of unread messages. */
    private static final int MAX_COUNT = 1000;

    private static final String CONTENT =
            """
            select (select count(*) from (select 1 from message u
                     where u.conversation_sid = $1 and u.removed_at is null and u.message_index > $3 and u.author is distinct from $2
                     limit $5) unread) as unread,
                   m.body, m.created_at, i.content as inquiry, %s
              from message m %s
              join conversation c on c.sid = m.conversation_sid
              left join inquiry i on i.id = c.inquiry_id
             where m.conversation_sid = $1 and m.message_index = $4
             order by m.sid limit 1
            """
                    .formatted(LabelFacts.COLUMNS, LabelFacts.JOINS);

    private static final String TEXTS = "select sid, body from message where sid = any($1) and removed_at is null";

    private final Pool pool;
    private final AuthorLabels labels;
    private final Targets targets;
    private final FallbackPolicy fallbacks;
    private final AttentionConfig config;

    DecisionEvents(Pool pool, AuthorLabels labels, Targets targets, FallbackPolicy fallbacks, AttentionConfig config) {
        this.pool = pool;
        this.labels = labels;
        this.targets = targets;
        this.fallbacks = fallbacks;
        this.config = config;
    }

    /** The events of a decision, in order. Most decisions have none. */
    Uni<List<AttentionEvent>> of(Decision decision) {
        List<AttentionEvent> events = new ArrayList<>();
        decision.clock().alarms().forEach(alarm -> events.add(response(decision, alarm)));
        return texts(decision)
                .invoke(texts -> events.addAll(arrivals(decision, texts)))
                .chain(() -> InTurn.each(
                        decision.sending(),
                        member -> notice(decision.facts().claim(), member).invoke(events::add)))
                .replaceWith(events);
    }

    /** The texts of messages that are sent another way, by SID. A message without text is missing: only a text can be sent. */
    private Uni<Map<String, String>> texts(Decision decision) {
        String[] sids = decision.arrivals().undelivered().stream()
                .filter(failure -> fallbacks.applies(
                        decision.facts().arrivalFacts(),
                        failure,
                        decision.facts().claim().at()))
                .map(Failure::messageSid)
                .toArray(String[]::new);
        if (sids.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery(TEXTS).execute(Tuple.of((Object) sids)).map(rows -> {
            Map<String, String> texts = new HashMap<>();
            for (Row row : rows) {
                String body = row.getString("body");
                if (body != null && !body.isBlank()) {
                    texts.put(row.getString("sid"), body);
                }
            }
            return texts;
        });
    }

    private AttentionEvent response(Decision decision, ClockOutcome.Alarm alarm) {
        Claim claim = decision.facts().claim();
        ResponseClock.Wait wait = alarm.waiting();
        ClockOutcome.@Nullable Ended ended = alarm.kind() == ClockOutcome.Kind.CLEARED
                ? decision.clock().ended().stream()
                        .filter(one -> one.waiting().equals(wait))
                        .findFirst()
                        .orElse(null)
                : null;
        return AttentionEvent.of(
                switch (alarm.kind()) {
                    case AT_RISK -> AttentionEvent.AT_RISK;
                    case OVERDUE -> AttentionEvent.OVERDUE;
                    case CLEARED -> AttentionEvent.CLEARED;
                },
                claim.conversationSid(),
                claim.at(),
                new AttentionEvent.Response(
                        wait.first() ? "first" : "next",
                        wait.firstIndex(),
                        wait.since(),
                        wait.dueAt(),
                        experts(decision),
                        wait.target(),
                        decision.facts().clockFacts().tag(),
                        targets.named(wait.target()).escalateTo(),
                        ended == null ? null : ended.end().text(),
                        ended == null ? null : ended.at(),
                        link(claim)));
    }

    private List<AttentionEvent> arrivals(Decision decision, Map<String, String> texts) {
        Claim claim = decision.facts().claim();
        ArrivalOutcome arrivals = decision.arrivals();
        List<AttentionEvent> events = new ArrayList<>();
        arrivals.undelivered()
                .forEach(failure -> events.add(
                        AttentionEvent.of(claim.conversationSid(), claim.at(), undelivered(decision, failure, texts))));
        ArrivalOutcome.Closing closing = arrivals.closing();
        if (closing != null) {
            events.add(AttentionEvent.of(claim.conversationSid(), claim.at(), window(decision, closing)));
        }
        Instant optedOutAt = arrivals.optedOutAt();
        if (optedOutAt != null) {
            events.add(AttentionEvent.of(
                    claim.conversationSid(),
                    claim.at(),
                    new AttentionEvent.OptOut(optedOutAt, channel(decision), experts(decision), link(claim))));
        }
        return events;
    }

    private AttentionEvent.Undelivered undelivered(Decision decision, Failure failure, Map<String, String> texts) {
        String text = texts.get(failure.messageSid());
        return new AttentionEvent.Undelivered(
                failure.messageSid(),
                failure.index(),
                failure.author().text(),
                failure.identity(),
                channel(decision),
                failure.errorCode(),
                failure.at(),
                experts(decision),
                text == null ? null : new Fallback(way(), text),
                link(decision.facts().claim()));
    }

    private String way() {
        return fallbacks.way() == FallbackPolicy.Way.SMS ? Fallback.SMS : Fallback.TEMPLATE;
    }

    private AttentionEvent.Window window(Decision decision, ArrivalOutcome.Closing closing) {
        return new AttentionEvent.Window(
                closing.lastInboundAt(),
                closing.closesAt(),
                closing.waiting().firstIndex(),
                closing.waiting().since(),
                experts(decision),
                link(decision.facts().claim()));
    }

    private static @Nullable String channel(Decision decision) {
        Phone phone = decision.facts().arrivalFacts().phone();
        return phone == null ? null : phone.channel();
    }

    private static List<String> experts(Decision decision) {
        return decision.facts().clockFacts().experts().stream().sorted().toList();
    }

    private Uni<AttentionEvent> notice(Claim claim, Decision.Member member) {
        Notified sent = Objects.requireNonNull(member.outcome().notified());
        Long read = member.outcome().readIndex();
        Tuple values = Tuple.of(
                claim.conversationSid(),
                member.facts().identity(),
                read == null ? -1L : read,
                sent.firstIndex(),
                MAX_COUNT);
        return pool.preparedQuery(CONTENT)
                .execute(values)
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next())
                .map(first -> notice(claim, member, sent, first));
    }

    /** @param first the row of the first message; null if the message was removed meanwhile */
    private AttentionEvent notice(Claim claim, Decision.Member member, Notified sent, @Nullable Row first) {
        Instant written = first == null
                ? claim.at()
                : first.getOffsetDateTime("created_at").toInstant();
        return AttentionEvent.of(
                AttentionEvent.UNREAD_NOTICE,
                claim.conversationSid(),
                claim.at(),
                new AttentionEvent.Notice(
                        member.facts().participantSid(),
                        member.facts().identity(),
                        member.facts().role(),
                        sent.stage(),
                        first == null ? 1 : Math.max(1, first.getLong("unread")),
                        sent.firstIndex(),
                        sent.lastIndex(),
                        written,
                        first == null ? null : labels.of(LabelFacts.of(first)),
                        first == null ? null : beginning(first.getString("body")),
                        link(claim)));
    }

    private @Nullable String beginning(@Nullable String text) {
        int length = config.notice().textLength();
        if (length <= 0 || text == null || text.isBlank()) {
            return null;
        }
        if (text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, length)) + "…";
    }

    private @Nullable String link(Claim claim) {
        return config.link()
                .map(link -> link.replace("{conversationSid}", claim.conversationSid()))
                .orElse(null);
    }
}
