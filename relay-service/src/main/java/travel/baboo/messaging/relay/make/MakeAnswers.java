package travel.baboo.messaging.relay.make;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outcome.Verdict;
import travel.baboo.messaging.relay.flow.Health;
import travel.baboo.messaging.relay.network.HttpSender;

/** The meaning of Make.com's responses. Source: Make.com's help on webhooks and its published limits. */
final class MakeAnswers {

    private static final String QUEUE_FULL = "queue is full";
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private MakeAnswers() {}

    static Outcome outcome(HttpSender.Answer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return answered(answer, Verdict.DELIVERED, Health.HEALTHY, "accepted");
        }
        if (status >= 500 || status == 408) {
            return answered(answer, Verdict.RETRY, Health.DEGRADED, "failed-there");
        }
        return switch (status) {
            case 400 ->
                answer.body().toLowerCase(Locale.ROOT).contains(QUEUE_FULL)
                        ? answered(answer, Verdict.RETRY, Health.OVERLOADED, "queue-full")
                        : answered(answer, Verdict.FAILED, Health.HEALTHY, "rejected");
            case 429 -> answered(answer, Verdict.RETRY, Health.OVERLOADED, "rate-limited");
            // The hook or its key may be wrong, or an intermediary rejects this one message.
            case 410, 404 -> answered(answer, Verdict.FAILED, Health.REFUSING, "gone");
            case 401, 403 -> answered(answer, Verdict.FAILED, Health.REFUSING, "unauthorized");
            case 301, 302, 303, 307, 308 -> answered(answer, Verdict.FAILED, Health.REFUSING, "redirected");
            default -> answered(answer, Verdict.FAILED, Health.HEALTHY, "rejected");
        };
    }

    static Outcome unanswered(String reason) {
        return reason.equals(HttpSender.ADDRESS_FORBIDDEN)
                ? new Outcome(Verdict.RETRY, Health.REFUSING, reason, null, null, null, null)
                : Outcome.unanswered(Verdict.RETRY, reason);
    }

    private static Outcome answered(HttpSender.Answer answer, Verdict verdict, Health health, String reason) {
        return Outcome.answered(verdict, health, reason, answer.status(), answer.body())
                .retryAfter(retryAfter(answer).orElse(null));
    }

    /** In seconds, as Make.com sends it; dates and invalid values are ignored, and long waits are limited. */
    private static Optional<Duration> retryAfter(HttpSender.Answer answer) {
        @Nullable String value = answer.retryAfter();
        if (value == null) {
            return Optional.empty();
        }
        try {
            long seconds = Long.parseLong(value.trim());
            return Optional.of(Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_WAIT.toSeconds()))));
        } catch (NumberFormatException aDate) {
            return Optional.empty();
        }
    }
}
