package travel.baboo.messaging.conversation.chatbot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who answers in a conversation, whether Twilio is synchronized with that, and who holds the claim to synchronize it. */
@Entity
@Table(name = "chatbot")
class ChatbotRecord {

    /** Nothing was done at Twilio yet: the bot is to see the conversation from its first message. */
    private static final String NONE = "none";

    @Id
    String conversationSid;

    @Column(nullable = false)
    String wanted;

    @Column(nullable = false)
    String actual;

    @Column(nullable = false)
    Instant since;

    @Nullable
    Instant leasedUntil;

    @Nullable
    UUID leaseOwner;

    Handler handler() {
        return Handler.of(wanted);
    }

    boolean isFirst() {
        return actual.equals(NONE);
    }

    HandoverView view() {
        return new HandoverView(conversationSid, handler(), since, wanted.equals(actual));
    }
}
