package travel.baboo.messaging.conversation.attention.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalState;
import travel.baboo.messaging.conversation.attention.clock.ClockState;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;

/** The stored response clock of a conversation, and what was decided about arrivals. */
@Entity
@Table(name = "response_clock")
class ClockRecord {

    @Id
    String conversationSid;

    @Column(nullable = false)
    String state;

    @Nullable
    Long answeredIndex;

    @Nullable
    Long firstIndex;

    @Nullable
    Boolean firstReply;

    @Nullable
    Instant waitingSince;

    @Nullable
    Instant riskAt;

    @Nullable
    Instant dueAt;

    @Nullable
    String target;

    @Column(nullable = false)
    int undelivered;

    @Nullable
    Instant windowOf;

    @Nullable
    Instant optedOutAt;

    static ClockRecord of(String conversationSid, ResponseClock clock, ArrivalState arrivals) {
        ClockRecord stored = new ClockRecord();
        stored.conversationSid = conversationSid;
        stored.set(clock, arrivals);
        return stored;
    }

    void set(ResponseClock clock, ArrivalState arrivals) {
        undelivered = arrivals.undelivered();
        windowOf = arrivals.windowOf();
        optedOutAt = arrivals.optedOutAt();
        state = clock.state().text();
        answeredIndex = clock.answeredIndex();
        ResponseClock.Wait wait = clock.waiting();
        firstIndex = wait == null ? null : Long.valueOf(wait.firstIndex());
        firstReply = wait == null ? null : Boolean.valueOf(wait.first());
        waitingSince = wait == null ? null : wait.since();
        riskAt = wait == null ? null : wait.riskAt();
        dueAt = wait == null ? null : wait.dueAt();
        target = wait == null ? null : wait.target();
    }

    ArrivalState arrivals() {
        return new ArrivalState(undelivered, windowOf, optedOutAt);
    }

    ResponseClock clock() {
        return new ResponseClock(
                ClockState.of(state),
                answeredIndex,
                waitingSince == null
                        ? null
                        : new ResponseClock.Wait(
                                Objects.requireNonNull(firstIndex),
                                Boolean.TRUE.equals(firstReply),
                                waitingSince,
                                Objects.requireNonNull(riskAt),
                                Objects.requireNonNull(dueAt),
                                Objects.requireNonNull(target)));
    }
}
