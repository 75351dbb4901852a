package travel.baboo.messaging.conversation.chatbot;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import travel.baboo.messaging.conversation.database.OwnContext;
import travel.baboo.messaging.conversation.database.Times;

/**
 * Stores who answers in a conversation, and whether Twilio is synchronized with it.
 *
 * <p>Decisions from events are written in the mirror's transaction: an event in the mirror has been observed here.
 */
@Singleton
@OwnContext
class ChatbotRepository implements PanacheRepositoryBase<ChatbotRecord, String> {

    /** Longer than a synchronization takes. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Clock clock;

    ChatbotRepository(Clock clock) {
        this.clock = clock;
    }

    /**
     * Starts a conversation with the bot, unless a staff member is already known there: events arrive
     * in any order. Does nothing if the conversation is known.
     */
    Uni<Void> begin(SqlConnection mirror, String conversationSid) {
        return mirror.preparedQuery(
                        """
                        insert into chatbot (conversation_sid, wanted, actual, since)
                        select $1, case when exists (select from participant p join member k
                                                       on k.conversation_sid = p.conversation_sid and k.identity = p.identity
                                                    where p.conversation_sid = $1 and p.removed_at is null and k.role in ('expert', 'admin'))
                                        then 'human' else 'bot' end, 'none', $2
                        on conflict do nothing
                        """)
                .execute(Tuple.of(conversationSid, Times.toDatabase(clock.instant())))
                .replaceWithVoid();
    }

    /** A participant joined: if it is staff, people answer from now on. */
    Uni<Void> takeOver(SqlConnection mirror, String conversationSid, String identity) {
        return mirror.preparedQuery(
                        """
                        update chatbot set wanted = 'human', since = $2
                         where conversation_sid = $1 and wanted = 'bot'
                           and exists (select from member where conversation_sid = $1 and identity = $3 and role in ('expert', 'admin'))
                        """)
                .execute(Tuple.of(conversationSid, Times.toDatabase(clock.instant()), identity))
                .replaceWithVoid();
    }

    /** Decides who answers; false if that was decided already, so that of two concurrent callers one gets a conflict. */
    @WithTransaction
    Uni<Boolean> decide(String conversationSid, Handler to) {
        Uni<Integer> decided = to == Handler.BOT
                ? getSession().chain(session -> session.createNativeQuery(
                                """
                                        insert into chatbot as b (conversation_sid, wanted, actual, since)
                                        values (:sid, 'bot', 'human', :now)
                                        on conflict (conversation_sid) do update set wanted = 'bot', since = excluded.since
                                         where b.wanted <> 'bot'
                                        """)
                        .setParameter("sid", conversationSid)
                        .setParameter("now", clock.instant())
                        .executeUpdate())
                : update(
                        "wanted = ?1, since = ?2 where conversationSid = ?3 and wanted <> ?1",
                        to.text(),
                        clock.instant(),
                        conversationSid);
        return decided.map(rows -> rows == 1);
    }

    /** Conversations where Twilio is not synchronized. */
    @WithTransaction
    Uni<List<String>> unsettled() {
        return getSession().chain(session -> session.createNativeQuery(
                        """
                                select b.conversation_sid from chatbot b join conversation c on c.sid = b.conversation_sid
                                 where b.wanted <> b.actual and (b.leased_until is null or b.leased_until < now())
                                   and c.state <> 'closed' and c.removed_at is null
                                 order by b.since limit 100
                                """,
                        String.class)
                .getResultList());
    }

    /** Claims the synchronization of a conversation, if it is needed and free. */
    @WithTransaction
    Uni<Optional<ChatbotRecord>> claim(String conversationSid) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                update chatbot set leased_until = now() + :lease * interval '1 millisecond', lease_owner = :owner
                                 where conversation_sid = :sid and wanted <> actual and (leased_until is null or leased_until < now())
                                returning *
                                """,
                                ChatbotRecord.class)
                        .setParameter("lease", (double) LEASE.toMillis())
                        .setParameter("owner", UUID.randomUUID())
                        .setParameter("sid", conversationSid)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    /** Records that Twilio matches the decision that was claimed; ignored if the claim was lost. */
    @WithTransaction
    Uni<Void> settled(ChatbotRecord claimed) {
        return update(
                        "actual = ?1, leasedUntil = null, leaseOwner = null where conversationSid = ?2 and leaseOwner = ?3",
                        claimed.wanted,
                        claimed.conversationSid,
                        claimed.leaseOwner)
                .replaceWithVoid();
    }

    /** Releases the claim after a failure. */
    @WithTransaction
    Uni<Void> release(ChatbotRecord claimed) {
        return update(
                        "leasedUntil = null, leaseOwner = null where conversationSid = ?1 and leaseOwner = ?2",
                        claimed.conversationSid,
                        claimed.leaseOwner)
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<Optional<ChatbotRecord>> load(String conversationSid) {
        return findById(conversationSid).map(Optional::ofNullable);
    }
}
