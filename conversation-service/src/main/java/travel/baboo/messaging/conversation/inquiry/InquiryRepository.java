package travel.baboo.messaging.conversation.inquiry;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.conversation.database.OwnContext;

/** Stores inquiries and their progress. Leases and back-offs use the database's clock. */
@Singleton
@OwnContext
class InquiryRepository implements PanacheRepositoryBase<Inquiry, String> {

    private final double leaseMillis;

    InquiryRepository(InquiryConfig config) {
        this.leaseMillis = config.lease().toMillis();
    }

    /**
     * Stores a new inquiry, or claims an existing one that is free and that the requester may continue: its requester, its expert,
     * admins and bots. For another requester, permission to join a foreign conversation is checked again.
     */
    @WithTransaction
    Uni<Optional<Inquiry>> claim(
            String id, JsonObject content, @Nullable String person, OnConflict onConflict, Requester requester) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                insert into inquiry as i (id, content, created_at, leased_until, on_conflict, lease_owner, attempts,
                                                          requested_by, requested_role, person)
                                values (:id, cast(cast(:content as text) as jsonb), now(), now() + :lease * interval '1 millisecond',
                                        :choice, :owner, 1, :who, :role, :person)
                                on conflict (id) do update
                                   set leased_until = excluded.leased_until, on_conflict = excluded.on_conflict,
                                       lease_owner = excluded.lease_owner, attempts = i.attempts + 1,
                                       requested_by = excluded.requested_by, requested_role = excluded.requested_role,
                                       person = excluded.person,
                                       reused_sid = case when i.requested_by = excluded.requested_by
                                                          and i.requested_role = excluded.requested_role then i.reused_sid end
                                 where i.conversation_sid is null and i.erased_at is null
                                   and (coalesce(i.requested_by, excluded.requested_by) = excluded.requested_by
                                        or excluded.requested_role in ('admin', 'bot')
                                        or i.content -> 'expert' ->> 'identity' = excluded.requested_by)
                                   and jsonb_strip_nulls(i.content) = jsonb_strip_nulls(excluded.content)
                                   and (i.leased_until is null or i.leased_until < now())
                                returning *
                                """,
                                Inquiry.class)
                        .setParameter("id", id)
                        .setParameter("content", content.encode())
                        .setParameter("lease", leaseMillis)
                        .setParameter("choice", onConflict.text())
                        .setParameter("owner", UUID.randomUUID())
                        .setParameter("who", requester.identity())
                        .setParameter("role", requester.role().group())
                        .setParameter("person", person)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    /** Claims an interrupted inquiry, if there is one. */
    @WithTransaction
    Uni<Optional<Inquiry>> claimAbandoned(Duration resumeFor) {
        return getSession()
                .chain(session -> claimed(session.createNativeQuery(
                                """
                                        update inquiry set leased_until = now() + :lease * interval '1 millisecond', lease_owner = :owner,
                                                           attempts = attempts + 1, own_attempts = own_attempts + 1
                                         where id = (select id from inquiry
                                                      where conversation_sid is null and erased_at is null
                                                        and created_at > now() - :resume * interval '1 millisecond'
                                                        and (leased_until < now() or (leased_until is null and next_attempt_at <= now()))
                                                      order by created_at limit 1 for update skip locked)
                                        returning *
                                        """,
                                Inquiry.class)
                        .setParameter("resume", (double) resumeFor.toMillis())));
    }

    /** Claims an unfinished inquiry if it is free. */
    @WithTransaction
    Uni<Optional<Inquiry>> claimAgain(String id) {
        return getSession()
                .chain(session -> claimed(session.createNativeQuery(
                                """
                                        update inquiry set leased_until = now() + :lease * interval '1 millisecond', lease_owner = :owner,
                                                           attempts = attempts + 1, next_attempt_at = null
                                         where id = :id and conversation_sid is null and erased_at is null
                                           and (leased_until is null or leased_until < now())
                                        returning *
                                        """,
                                Inquiry.class)
                        .setParameter("id", id)));
    }

    private Uni<Optional<Inquiry>> claimed(SelectionQuery<Inquiry> query) {
        return query.setParameter("lease", leaseMillis)
                .setParameter("owner", UUID.randomUUID())
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    @WithTransaction
    Uni<Optional<Inquiry>> load(String id) {
        return findById(id).map(Optional::ofNullable);
    }

    /** Starts a step and renews the claim; fails with a problem if the claim was lost. */
    @WithTransaction
    Uni<Void> begin(Inquiry claimed, InquiryStep step) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                update inquiry set step = :step, leased_until = now() + :lease * interval '1 millisecond'
                                 where id = :id and lease_owner = :owner
                                """)
                        .setParameter("step", step.text())
                        .setParameter("lease", leaseMillis)
                        .setParameter("id", claimed.id)
                        .setParameter("owner", claimed.leaseOwner)
                        .executeUpdate())
                .invoke(InquiryRepository::requireOurs)
                .replaceWithVoid();
    }

    private static void requireOurs(int rows) {
        if (rows == 0) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "Another request has taken the inquiry over.",
                    Map.of(),
                    Duration.ofSeconds(2));
        }
    }

    /** Sets the existing conversation to join; null for a new one. */
    @WithTransaction
    Uni<Void> reuse(Inquiry claimed, @Nullable String conversationSid) {
        return update(
                        "reusedSid = ?1 where id = ?2 and leaseOwner = ?3",
                        conversationSid,
                        claimed.id,
                        claimed.leaseOwner)
                .replaceWithVoid();
    }

    /** Completes the inquiry. The mirror already has the conversation. */
    @WithTransaction
    Uni<Void> complete(Inquiry claimed, String conversationSid) {
        return update(
                        """
                        conversationSid = ?1, completedAt = instant, leasedUntil = null, leaseOwner = null, nextAttemptAt = null, failure = null
                         where id = ?2 and leaseOwner = ?3
                        """,
                        conversationSid,
                        claimed.id,
                        claimed.leaseOwner)
                .invoke(InquiryRepository::requireOurs)
                .replaceWithVoid();
    }

    /**
     * Releases the claim after a failure.
     *
     * @param failure the problem's type
     * @param pause time until the service retries; null if it does not
     */
    @WithTransaction
    Uni<Void> release(Inquiry claimed, String failure, @Nullable Duration pause) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                update inquiry set leased_until = null, lease_owner = null, failure = :failure,
                                                   next_attempt_at = now() + cast(:pause as float8) * interval '1 millisecond'
                                 where id = :id and lease_owner = :owner and conversation_sid is null
                                """)
                        .setParameter("failure", failure)
                        .setParameter("pause", pause == null ? null : (Double) (double) pause.toMillis())
                        .setParameter("id", claimed.id)
                        .setParameter("owner", claimed.leaseOwner)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
