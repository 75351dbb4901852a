package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;

/** Finds the conversation for a scenario's target. */
@Singleton
class MessageTargets {

    /** Compares all spellings of a phone number. */
    private static final String BY_ADDRESS =
            """
            select c.sid from conversation c
             where c.removed_at is null and c.state <> 'closed'
               and c.sid in (select p.conversation_sid from participant p
                              where (p.address = $1 or p.person = $2) and p.removed_at is null
                             union all
                             select i.conversation_sid from inquiry i
                              where (i.content -> 'traveler' ->> 'address' = $1 or i.person = $2) and i.conversation_sid is not null)
             order by c.last_activity_at desc limit 1
            """;

    private final Pool pool;
    private final PhoneNumbers numbers;

    MessageTargets(Pool pool, PhoneNumbers numbers) {
        this.pool = pool;
        this.numbers = numbers;
    }

    Uni<ConversationSid> find(ExternalMessageRequest request) {
        if (request.conversationSid() != null) {
            return one("select sid from conversation where sid = $1 and removed_at is null", request.conversationSid());
        }
        if (request.inquiryId() != null) {
            return one(
                    """
                    select c.sid from inquiry i join conversation c on c.sid = i.conversation_sid
                     where i.id = $1 and c.removed_at is null
                    """,
                    request.inquiryId());
        }
        // Addresses bound at Twilio, and addresses reached through the relay or a scenario.
        String address = String.valueOf(request.travelerAddress()).strip();
        if (address.contains("@")) {
            return one(BY_ADDRESS, Tuple.of(address, address));
        }
        PhoneAddress phone = numbers.parse("travelerAddress", address);
        return one(BY_ADDRESS, Tuple.of(phone.value(), phone.person()));
    }

    private Uni<ConversationSid> one(String sql, String key) {
        return one(sql, Tuple.of(key));
    }

    private Uni<ConversationSid> one(String sql, Tuple keys) {
        return pool.preparedQuery(sql).execute(keys).map(rows -> {
            if (rows.size() == 0) {
                throw ProblemException.notFound("No such conversation.");
            }
            return new ConversationSid(rows.iterator().next().getString("sid"));
        });
    }
}
