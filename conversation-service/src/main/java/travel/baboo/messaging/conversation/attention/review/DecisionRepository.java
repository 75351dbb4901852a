package travel.baboo.messaging.conversation.attention.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome.Ended;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;
import travel.baboo.messaging.conversation.attention.notice.Notified;
import travel.baboo.messaging.conversation.database.OwnContext;

/**
 * Stores clocks and notices. A decision, its events and the end of its claim are one transaction: a stored decision is published, and a
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

    /** The stored clocks of these conversations. */
    @WithTransaction
    Uni<Map<String, ResponseClock>> clocks(Collection<String> conversationSids) {
        return list("conversationSid in ?1", conversationSids).map(found -> found.stream()
                .collect(Collectors.toMap(stored -> stored.conversationSid, ClockRecord::clock)));
    }

    /** The last notices of the members of these conversations, by participant SID. */
    @WithTransaction
    Uni<Map<String, Notified>> notified(Collection<String> conversationSids) {
        return getSession()
                .chain(session -> session.createSelectionQuery(
                                "from NoticeRecord where conversationSid in :sids", NoticeRecord.class)
                        .setParameter("sids", conversationSids)
                        .getResultList())
                .map(found -> found.stream()
                        .collect(Collectors.toMap(stored -> stored.participantSid, NoticeRecord::notified)));
    }

    /** The claim was lost: another instance reviews the conversation, or it was erased. */
    static final class LostClaimException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Stores a decision and completes its claim. The claim's row is locked last, so that the mirror, which writes it with every event,
     * waits for the commit only. Fails with {@link LostClaimException} if the claim was lost; then nothing is stored.
     */
    @WithTransaction
    Uni<Void> save(DecisionWithEvents decided) {
        return getSession().chain(session -> requireClaim(session, decided)
                .chain(() -> store(session, decided))
                .chain(() -> complete(session, decided)));
    }

    private static Uni<Void> requireClaim(Session session, DecisionWithEvents decided) {
        Claim claim = decided.decision().facts().claim();
        return session.createNativeQuery(
                        "select conversation_sid from attention_review where conversation_sid = :sid and owner = :owner",
                        String.class)
                .setParameter("sid", claim.conversationSid())
                .setParameter("owner", claim.owner())
                .getSingleResultOrNull()
                .invoke(found -> {
                    if (found == null) {
                        throw new LostClaimException();
                    }
                })
                .replaceWithVoid();
    }

    /** Releases the claim. A review that was requested in the meantime stays due. */
    private static Uni<Void> complete(Session session, DecisionWithEvents decided) {
        Claim claim = decided.decision().facts().claim();
        @Nullable Instant next = decided.decision().reviewAt();
        return session.createNativeQuery(
                        """
                        update attention_review
                           set owner = null, leased_until = null, failures = 0,
                               due_at = case when revision = :revision then cast(cast(:next as text) as timestamptz) else due_at end
                         where conversation_sid = :sid and owner = :owner
                        """)
                .setParameter("revision", claim.revision())
                .setParameter("next", next == null ? null : next.toString())
                .setParameter("sid", claim.conversationSid())
                .setParameter("owner", claim.owner())
                .executeUpdate()
                .invoke(rows -> {
                    if (rows == 0) {
                        throw new LostClaimException();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> store(Session session, DecisionWithEvents decided) {
        Decision decision = decided.decision();
        String sid = decision.facts().claim().conversationSid();
        return (decision.clockChanged()
                        ? storeClock(session, decision, sid)
                        : Uni.createFrom().voidItem())
                .chain(() -> InTurn.each(decision.clock().ended(), ended -> storeEnded(session, sid, ended)))
                .chain(() -> InTurn.each(
                        decision.members().stream()
                                .filter(Decision.Member::changed)
                                .toList(),
                        member -> storeNotified(session, sid, member)))
                .chain(() -> InTurn.each(decided.events(), event -> publish(session, event)));
    }

    private Uni<Void> storeClock(Session session, Decision decision, String sid) {
        ClockRecord clock = ClockRecord.of(sid, decision.clock().clock());
        return decision.facts().clockStored()
                ? update(
                                """
                                state = ?1, answeredIndex = ?2, firstIndex = ?3, firstReply = ?4, waitingSince = ?5, riskAt = ?6,
                                dueAt = ?7, target = ?8 where conversationSid = ?9
                                """,
                                clock.state,
                                clock.answeredIndex,
                                clock.firstIndex,
                                clock.firstReply,
                                clock.waitingSince,
                                clock.riskAt,
                                clock.dueAt,
                                clock.target,
                                sid)
                        .replaceWithVoid()
                : session.persist(clock);
    }

    private static Uni<Void> storeNotified(Session session, String sid, Decision.Member member) {
        NoticeRecord notice = NoticeRecord.of(
                member.facts().participantSid(),
                sid,
                member.facts().identity(),
                Objects.requireNonNull(member.outcome().notified()));
        return member.before() == null
                ? session.persist(notice)
                : session.createMutationQuery(
                                """
                                update NoticeRecord set firstIndex = :first, lastIndex = :last, stage = :stage, sentAt = :at
                                 where participantSid = :member
                                """)
                        .setParameter("first", notice.firstIndex)
                        .setParameter("last", notice.lastIndex)
                        .setParameter("stage", notice.stage)
                        .setParameter("at", notice.sentAt)
                        .setParameter("member", notice.participantSid)
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /** Stores a wait that ended. A wait that restarts at the same message and time, after a change of settings, replaces it. */
    private static Uni<Void> storeEnded(Session session, String sid, Ended ended) {
        return session.createNativeQuery(
                        """
                        insert into response_time (conversation_sid, first_index, reply, outcome, expert, target, waiting_since, ended_at,
                                                   worked_ms, allowed_ms, met)
                        values (:sid, :first, :reply, :outcome, :expert, :target, :since, :ended, :worked, :allowed, :met)
                        on conflict (conversation_sid, first_index, waiting_since) do update
                           set outcome = excluded.outcome, expert = excluded.expert, ended_at = excluded.ended_at,
                               worked_ms = excluded.worked_ms, met = excluded.met
                        """)
                .setParameter("sid", sid)
                .setParameter("first", ended.waiting().firstIndex())
                .setParameter("reply", ended.waiting().first() ? "first" : "next")
                .setParameter("outcome", ended.end().text())
                .setParameter("expert", ended.expert())
                .setParameter("target", ended.waiting().target())
                .setParameter("since", ended.waiting().since())
                .setParameter("ended", ended.at())
                .setParameter("worked", ended.worked().toMillis())
                .setParameter("allowed", ended.allowed().toMillis())
                .setParameter("met", ended.met())
                .executeUpdate()
                .replaceWithVoid();
    }

    private Uni<Void> publish(Session session, AttentionEvent event) {
        return session.createNativeQuery("insert into attention_outbox (record_key, payload) values (:key, :payload)")
                .setParameter("key", event.conversationSid())
                .setParameter("payload", toJson(event))
                .executeUpdate()
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
