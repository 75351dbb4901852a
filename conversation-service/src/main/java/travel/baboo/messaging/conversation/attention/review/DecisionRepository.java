package travel.baboo.messaging.conversation.attention.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalState;
import travel.baboo.messaging.conversation.attention.away.AwayReply;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome.Ended;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;
import travel.baboo.messaging.conversation.attention.notice.Notified;
import travel.baboo.messaging.conversation.database.OwnContext;

/**
 * Stores clocks and notices. Decisions, their events and the end of their claims are one transaction: a stored decision is published, and a
 * decision with a lost claim changes nothing.
 */
@Singleton
@OwnContext
class DecisionRepository implements PanacheRepositoryBase<ClockRecord, String> {

    private final ObjectMapper json;

    DecisionRepository(ObjectMapper json) {
        this.json = json;
    }

    /** A decision to store, with the events that publish it. */
    record DecisionWithEvents(Decision decision, List<AttentionEvent> events) {
        DecisionWithEvents {
            events = List.copyOf(events);
        }
    }

    /**
     * The stored results of earlier reviews.
     *
     * @param clocks by conversation SID
     * @param arrivals by conversation SID
     * @param notified last notices, by participant SID
     */
    record Known(
            Map<String, ResponseClock> clocks, Map<String, ArrivalState> arrivals, Map<String, Notified> notified) {}

    /** The stored clocks and notices of these conversations. */
    @WithTransaction
    Uni<Known> known(Collection<String> conversationSids) {
        return clocks(conversationSids).chain(clocks -> getSession()
                .chain(session -> session.createSelectionQuery(
                                "from NoticeRecord where conversationSid in :sids", NoticeRecord.class)
                        .setParameter("sids", conversationSids)
                        .getResultList())
                .map(notices -> new Known(
                        clocks.values().stream()
                                .collect(Collectors.toMap(stored -> stored.conversationSid, ClockRecord::clock)),
                        clocks.values().stream()
                                .collect(Collectors.toMap(stored -> stored.conversationSid, ClockRecord::arrivals)),
                        notices.stream()
                                .collect(Collectors.toMap(stored -> stored.participantSid, NoticeRecord::notified)))));
    }

    private Uni<Map<String, ClockRecord>> clocks(Collection<String> conversationSids) {
        return list("conversationSid in ?1", conversationSids).map(found -> found.stream()
                .collect(Collectors.toMap(stored -> stored.conversationSid, stored -> stored)));
    }

    /** A claim was lost: another instance reviews the conversation, or it was erased. */
    static final class LostClaimException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Stores decisions and completes their claims. Updates the rows of the claims last and in the order of their conversations, as the
     * mirror does with every event: the mirror waits only for the commit. Fails with {@link LostClaimException} if a claim was lost; nothing
     * is stored then.
     *
     * @param decided decisions of claims of one owner, at least one
     */
    @WithTransaction
    Uni<Void> save(List<DecisionWithEvents> decided) {
        return getSession().chain(session -> {
            session.setBatchSize(decided.size());
            return storeClocks(session, decided)
                    .chain(() -> storeNotices(session, decided))
                    .chain(session::flush)
                    .chain(() -> storeEnded(session, decided))
                    .chain(() -> settleUndelivered(session, decided))
                    .chain(() -> storeAway(session, decided))
                    .chain(() -> publish(session, decided))
                    .chain(() -> complete(session, decided));
        });
    }

    private Uni<Void> storeClocks(Session session, List<DecisionWithEvents> decided) {
        Map<String, Decision> changed = decided.stream()
                .map(DecisionWithEvents::decision)
                .filter(Decision::stateChanged)
                .collect(Collectors.toMap(Decision::conversationSid, decision -> decision));
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return clocks(changed.keySet()).chain(stored -> {
            List<ClockRecord> added = new ArrayList<>();
            changed.forEach((sid, decision) -> {
                ClockRecord known = stored.get(sid);
                ResponseClock clock = decision.clock().clock();
                ArrivalState arrivals = decision.arrivals().state();
                if (known == null) {
                    added.add(ClockRecord.of(sid, clock, arrivals));
                } else {
                    known.set(clock, arrivals);
                }
            });
            return session.persistAll(added.toArray());
        });
    }

    private static Uni<Void> storeNotices(Session session, List<DecisionWithEvents> decided) {
        Map<String, NoticeRecord> changed = new TreeMap<>();
        for (DecisionWithEvents one : decided) {
            one.decision().members().stream()
                    .filter(Decision.Member::changed)
                    .forEach(member -> changed.put(
                            member.facts().participantSid(),
                            NoticeRecord.of(
                                    member.facts().participantSid(),
                                    one.decision().conversationSid(),
                                    member.facts().identity(),
                                    Objects.requireNonNull(member.outcome().notified()))));
        }
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.find(NoticeRecord.class, changed.keySet().toArray()).chain(stored -> {
            stored.stream().filter(Objects::nonNull).forEach(known -> {
                NoticeRecord notice = Objects.requireNonNull(changed.remove(known.participantSid));
                known.set(notice.notified());
            });
            return session.persistAll(changed.values().toArray());
        });
    }

    /** A wait that restarts at its former start, after a change of settings, replaces the ended one in the report. */
    private static Uni<Void> storeEnded(Session session, List<DecisionWithEvents> decided) {
        JsonArray rows = new JsonArray();
        for (DecisionWithEvents one : decided) {
            one.decision().clock().ended().forEach(ended -> rows.add(row(one.decision(), ended)));
        }
        return run(
                session,
                """
                insert into response_time (conversation_sid, first_index, reply, outcome, expert, target, waiting_since, ended_at,
                                           worked_ms, allowed_ms, met)
                select sid, first, reply, outcome, expert, target, since, ended, worked, allowed, met
                  from json_to_recordset(cast(cast(:rows as text) as json))
                       as n (sid text, first bigint, reply text, outcome text, expert text, target text, since timestamptz,
                             ended timestamptz, worked bigint, allowed bigint, met boolean)
                on conflict (conversation_sid, first_index, waiting_since) do update
                   set outcome = excluded.outcome, expert = excluded.expert, ended_at = excluded.ended_at,
                       worked_ms = excluded.worked_ms, met = excluded.met
                """,
                rows);
    }

    private static JsonObject row(Decision decision, Ended ended) {
        return new JsonObject()
                .put("sid", decision.conversationSid())
                .put("first", ended.waiting().firstIndex())
                .put("reply", ended.waiting().first() ? "first" : "next")
                .put("outcome", ended.end().text())
                .put("expert", ended.expert())
                .put("target", ended.waiting().target())
                .put("since", ended.waiting().since())
                .put("ended", ended.at())
                .put("worked", ended.worked().toMillis())
                .put("allowed", ended.allowed().toMillis())
                .put("met", ended.met());
    }

    /** Messages that did not arrive and about which was decided: no later review decides about them. */
    private static Uni<Void> settleUndelivered(Session session, List<DecisionWithEvents> decided) {
        JsonArray sids = new JsonArray();
        decided.forEach(one -> one.decision().arrivals().settled().forEach(sids::add));
        return run(
                session,
                """
                update undelivered_message set settled_at = now()
                 where message_sid in (select json_array_elements_text(cast(cast(:rows as text) as json))) and settled_at is null
                """,
                sids);
    }

    private static Uni<Void> storeAway(Session session, List<DecisionWithEvents> decided) {
        JsonArray rows = new JsonArray();
        for (DecisionWithEvents one : decided) {
            AwayReply reply = one.decision().away();
            if (reply != null) {
                rows.add(new JsonObject()
                        .put("sid", one.decision().conversationSid())
                        .put("first", reply.firstIndex())
                        .put("body", reply.body())
                        .put("at", one.decision().facts().claim().at()));
            }
        }
        return run(
                session,
                """
                insert into away_reply (conversation_sid, first_index, body, decided_at, due_at)
                select sid, first, body, at, now()
                  from json_to_recordset(cast(cast(:rows as text) as json)) as n (sid text, first bigint, body text, at timestamptz)
                on conflict (conversation_sid) do update
                   set first_index = excluded.first_index, body = excluded.body, decided_at = excluded.decided_at,
                       due_at = excluded.due_at, attempts = 0, owner = null
                """,
                rows);
    }

    private Uni<Void> publish(Session session, List<DecisionWithEvents> decided) {
        JsonArray rows = new JsonArray();
        decided.stream()
                .flatMap(one -> one.events().stream())
                .forEach(event -> rows.add(
                        new JsonObject().put("key", event.conversationSid()).put("payload", toJson(event))));
        return run(
                session,
                """
                insert into attention_outbox (record_key, payload)
                select n.key, n.payload
                  from rows from (json_to_recordset(cast(cast(:rows as text) as json)) as (key text, payload text)) with ordinality as n (key, payload, place)
                 order by n.place
                """,
                rows);
    }

    private static Uni<Void> run(Session session, String sql, JsonArray rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(sql)
                        .setParameter("rows", rows.encode())
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /** Conversations with a newer review request stay due. */
    private static Uni<Void> complete(Session session, List<DecisionWithEvents> decided) {
        JsonArray rows = new JsonArray();
        decided.forEach(one -> rows.add(new JsonObject()
                .put("sid", one.decision().conversationSid())
                .put("revision", one.decision().facts().claim().revision())
                .put("next", one.decision().reviewAt())));
        return session.createNativeQuery(
                        """
                        with mine as (
                             select r.conversation_sid, n.revision, n.next
                               from attention_review r
                               join json_to_recordset(cast(cast(:rows as text) as json)) as n (sid text, revision bigint, next timestamptz)
                                 on n.sid = r.conversation_sid
                              where r.owner = :owner order by r.conversation_sid for update of r)
                        update attention_review r
                           set owner = null, leased_until = null, failures = 0,
                               due_at = case when r.revision = mine.revision then mine.next else r.due_at end
                          from mine where r.conversation_sid = mine.conversation_sid
                        """)
                .setParameter("rows", rows.encode())
                .setParameter("owner", decided.get(0).decision().facts().claim().owner())
                .executeUpdate()
                .invoke(completed -> {
                    if (completed != decided.size()) {
                        throw new LostClaimException();
                    }
                })
                .replaceWithVoid();
    }

    private String toJson(AttentionEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an attention event is always JSON", e);
        }
    }
}
