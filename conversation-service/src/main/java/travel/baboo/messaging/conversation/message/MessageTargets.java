package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.participant.PhoneAddress;

/** Finds the conversation that a scenario means. */
@Singleton
class MessageTargets {

    private final Pool pool;

    MessageTargets(Pool pool) {
        this.pool = pool;
    }

    Uni<ConversationSid> find(ExternalMessageRequest request) {
        if (request.conversationSid() != null) {
            return one("select sid from conversation where sid = $1 and removed_at is null", request.conversationSid());
        }
        if (request.inquiryId() != null) {
            return one(
                    "select sid from conversation where inquiry_id = $1 and removed_at is null", request.inquiryId());
        }
        return one(
                """
                select c.sid from participant p join conversation c on c.sid = p.conversation_sid
                 where p.address = $1 and p.removed_at is null and c.removed_at is null and c.state <> 'closed'
                 order by c.last_activity_at desc limit 1
                """,
                address(String.valueOf(request.travelerAddress())));
    }

    private static String address(String text) {
        try {
            return PhoneAddress.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("travelerAddress: " + e.getMessage());
        }
    }

    private Uni<ConversationSid> one(String sql, String key) {
        return pool.preparedQuery(sql).execute(Tuple.of(key)).map(rows -> {
            if (rows.size() == 0) {
                throw ProblemException.notFound("No such conversation.");
            }
            return new ConversationSid(rows.iterator().next().getString("sid"));
        });
    }
}
