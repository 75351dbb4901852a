package travel.baboo.messaging.conversation.participant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.conversation.twilio.Deadline;
import travel.baboo.messaging.conversation.twilio.TwilioEffects;

/**
 * Serializes work that depends on who is in a conversation at Twilio. The claim is a row with an owner and an expiry:
 * no connection and no transaction is held across a call to Twilio.
 *
 * <p>A claim outlives every call that may start under it. When a call's effect is unknown, the claim is kept until it expires.
 */
@Singleton
public class ConversationClaims {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Pool pool;
    private final Duration life;

    ConversationClaims(Pool pool, TwilioConfig twilio) {
        this.pool = pool;
        this.life = Deadline.START_WINDOW.plus(twilio.requestTimeout()).plus(GRACE);
    }

    /**
     * Runs the work under the conversation's claim.
     *
     * @param work receives the deadline for starting a change
     * @return fails with 409 if the claim is not free in time
     */
    public <T> Uni<T> under(String conversationSid, Function<Deadline, Uni<T>> work) {
        UUID owner = UUID.randomUUID();
        Deadline patience = Deadline.begin();
        return Uni.createFrom()
                .deferred(() -> claim(conversationSid, owner, patience))
                .chain(deadline -> work.apply(deadline)
                        .onFailure(TwilioEffects::isCertainlyNone)
                        .call(() -> release(conversationSid, owner))
                        .call(() -> release(conversationSid, owner)));
    }

    private Uni<Deadline> claim(String conversationSid, UUID owner, Deadline patience) {
        Deadline deadline = Deadline.begin();
        return pool.preparedQuery(
                        """
                        insert into conversation_claim as c (conversation_sid, owner, leased_until)
                        values ($1, $2, now() + $3 * interval '1 millisecond')
                        on conflict (conversation_sid) do update set owner = excluded.owner, leased_until = excluded.leased_until
                         where c.leased_until < now()
                        """)
                .execute(Tuple.of(conversationSid, owner, (double) life.toMillis()))
                .chain(result -> result.rowCount() == 1
                        ? Uni.createFrom().item(deadline)
                        : Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(LOOK_AGAIN)
                                .invoke(() -> requireTimeLeft(patience))
                                .chain(() -> claim(conversationSid, owner, patience)));
    }

    private static void requireTimeLeft(Deadline patience) {
        if (patience.isPassed()) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "Another request changes who is in the conversation.",
                    Map.of(),
                    Duration.ofSeconds(2));
        }
    }

    private Uni<Void> release(String conversationSid, UUID owner) {
        return pool.preparedQuery("delete from conversation_claim where conversation_sid = $1 and owner = $2")
                .execute(Tuple.of(conversationSid, owner))
                .replaceWithVoid();
    }
}
