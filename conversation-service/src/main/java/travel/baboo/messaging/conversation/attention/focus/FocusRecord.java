package travel.baboo.messaging.conversation.attention.focus;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A lease that says that a member is viewing a conversation. */
@Entity
@Table(name = "member_focus")
class FocusRecord {

    @Id
    String participantSid;

    @Column(nullable = false)
    String conversationSid;

    @Column(nullable = false)
    String identity;

    @Column(nullable = false)
    Instant focusedUntil;
}
