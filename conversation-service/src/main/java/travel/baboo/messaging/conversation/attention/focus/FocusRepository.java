package travel.baboo.messaging.conversation.attention.focus;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import travel.baboo.messaging.conversation.database.OwnContext;

/** Stores which members are viewing which conversation. Leases end by PostgreSQL's clock. */
@Singleton
@OwnContext
class FocusRepository implements PanacheRepositoryBase<FocusRecord, String> {

    /** Starts or renews a lease; emits when it ends. */
    @WithTransaction
    Uni<Instant> lease(String participantSid, String conversationSid, String identity, int seconds) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                insert into member_focus (participant_sid, conversation_sid, identity, focused_until)
                                values (:member, :sid, :identity, now() + :seconds * interval '1 second')
                                on conflict (participant_sid) do update set focused_until = excluded.focused_until
                                returning *
                                """,
                                FocusRecord.class)
                        .setParameter("member", participantSid)
                        .setParameter("sid", conversationSid)
                        .setParameter("identity", identity)
                        .setParameter("seconds", seconds)
                        .getSingleResult())
                .map(stored -> stored.focusedUntil);
    }
}
