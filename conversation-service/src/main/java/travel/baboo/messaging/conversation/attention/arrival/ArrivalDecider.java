package travel.baboo.messaging.conversation.attention.arrival;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.Author;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;
import travel.baboo.messaging.conversation.participant.PhoneFacts;

/**
 * Decides what to report about messages to the traveler's phone. Decisions are idempotent: repeating one with the same facts and time
 * reports nothing new.
 *
 * <p>A message of ours whose delivery failed is reported once. A WhatsApp window that is about to close is reported once, if the traveler
 * waits for an answer; a window that has already closed is not. An opt-out is reported once while the conversation is open.
 */
public final class ArrivalDecider {

    /** Delay of the review of further failed messages. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final boolean enabled;
    private final Duration before;
    private final Duration maxAge;

    /**
     * @param enabled whether anything is reported and counted
     * @param before how long before its end a window is reported: more than 0 and less than the window
     * @param maxAge maximum age of a message or an opt-out that is reported; older ones come from a backfill
     */
    public ArrivalDecider(boolean enabled, Duration before, Duration maxAge) {
        if (before.isNegative() || before.isZero() || before.compareTo(PhoneFacts.WHATSAPP_WINDOW) >= 0) {
            throw new IllegalArgumentException("must be more than 0 and less than 24h");
        }
        this.enabled = enabled;
        this.before = before;
        this.maxAge = maxAge;
    }

    /**
     * Decides what to report now.
     *
     * @param wait the wait for an answer after this review; null if none is running
     */
    public ArrivalOutcome decide(
            ArrivalState known, ArrivalFacts facts, ResponseClock.@Nullable Wait wait, Instant now) {
        if (!enabled) {
            return new ArrivalOutcome(known, List.of(), List.of(), null, null, null);
        }
        List<Failure> fresh = facts.failures().stream()
                .filter(failure -> !failure.settled())
                .sorted(Comparator.comparingLong(Failure::index))
                .toList();
        Instant inbound = seconds(facts.waitingByWhatsApp(wait));
        Instant warnAt = inbound == null || isKnown(known.windowOf(), inbound) ? null : warnAt(inbound);
        ArrivalOutcome.Closing closing =
                warnAt == null ? null : closing(Objects.requireNonNull(inbound), Objects.requireNonNull(wait), now);
        Instant optedOut = optedOut(known, facts, now);
        return new ArrivalOutcome(
                new ArrivalState(
                        undelivered(facts),
                        closing == null ? known.windowOf() : closing.lastInboundAt(),
                        optedOut == null ? known.optedOutAt() : optedOut),
                fresh.stream().map(Failure::messageSid).toList(),
                fresh.stream()
                        .filter(failure -> isOurs(failure) && isRecent(failure.at(), now))
                        .toList(),
                closing,
                optedOut,
                reviewAt(warnAt, facts, now));
    }

    private static @Nullable Instant reviewAt(@Nullable Instant warnAt, ArrivalFacts facts, Instant now) {
        Instant rest = facts.more() ? now.plus(REST) : null;
        return Stream.concat(Stream.ofNullable(warnAt), Stream.ofNullable(rest))
                .filter(time -> time.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Instant warnAt(Instant inbound) {
        return inbound.plus(PhoneFacts.WHATSAPP_WINDOW).minus(before);
    }

    private ArrivalOutcome.@Nullable Closing closing(Instant inbound, ResponseClock.Wait wait, Instant now) {
        Instant closesAt = inbound.plus(PhoneFacts.WHATSAPP_WINDOW);
        return now.isBefore(warnAt(inbound)) || !now.isBefore(closesAt)
                ? null
                : new ArrivalOutcome.Closing(inbound, closesAt, wait);
    }

    private @Nullable Instant optedOut(ArrivalState known, ArrivalFacts facts, Instant now) {
        Phone phone = facts.phone();
        Instant at = phone == null || facts.closed() ? null : seconds(phone.optedOutAt());
        return at == null || isKnown(known.optedOutAt(), at) || !isRecent(at, now) ? null : at;
    }

    private static int undelivered(ArrivalFacts facts) {
        Long inbound = facts.inboundIndex();
        return (int) facts.failures().stream()
                .filter(failure -> isOurs(failure) && (inbound == null || failure.index() > inbound))
                .count();
    }

    private static boolean isOurs(Failure failure) {
        return failure.author() != Author.TRAVELER;
    }

    private boolean isRecent(Instant at, Instant now) {
        return at.plus(maxAge).isAfter(now);
    }

    private static boolean isKnown(@Nullable Instant known, Instant at) {
        return known != null && !at.isAfter(known);
    }

    /** Whole seconds: Twilio's webhooks and responses for one message differ by the fraction that responses leave out. */
    private static @Nullable Instant seconds(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS);
    }
}
