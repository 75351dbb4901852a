package travel.baboo.messaging.conversation.attention.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import travel.baboo.messaging.conversation.attention.notice.Notified;

/** The stored last notice of a member. */
@Entity
@Table(name = "unread_notice")
class NoticeRecord {

    @Id
    String participantSid;

    @Column(nullable = false, updatable = false)
    String conversationSid;

    @Column(nullable = false, updatable = false)
    String identity;

    @Column(nullable = false)
    long firstIndex;

    @Column(nullable = false)
    long lastIndex;

    @Column(nullable = false)
    int stage;

    @Column(nullable = false)
    Instant sentAt;

    static NoticeRecord of(String participantSid, String conversationSid, String identity, Notified notified) {
        NoticeRecord stored = new NoticeRecord();
        stored.participantSid = participantSid;
        stored.conversationSid = conversationSid;
        stored.identity = identity;
        stored.set(notified);
        return stored;
    }

    void set(Notified notified) {
        firstIndex = notified.firstIndex();
        lastIndex = notified.lastIndex();
        stage = notified.stage();
        sentAt = notified.at();
    }

    Notified notified() {
        return new Notified(firstIndex, lastIndex, stage, sentAt);
    }
}
