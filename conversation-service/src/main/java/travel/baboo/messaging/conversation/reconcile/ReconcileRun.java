package travel.baboo.messaging.conversation.reconcile;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A requested check of everything. At most one is in progress. */
@Entity
@Table(name = "reconciliation")
class ReconcileRun {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(nullable = false)
    Instant requestedAt;

    /** When Twilio's whole list had been read. */
    @Nullable
    Instant listedAt;

    @Nullable
    Instant finishedAt;

    @Column(nullable = false)
    long total;

    @Column(nullable = false)
    long checked;

    @Column(nullable = false)
    long failed;

    @Column(nullable = false)
    long messagesFound;

    @Column(nullable = false)
    long eventsPublished;

    ReconcileView.Run view() {
        return new ReconcileView.Run(requestedAt, finishedAt, total, checked, failed, messagesFound, eventsPublished);
    }
}
