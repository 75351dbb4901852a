package travel.baboo.messaging.relay.make;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outcome.Health;
import travel.baboo.messaging.relay.destination.Outcome.Verdict;
import travel.baboo.messaging.relay.network.HttpSender;

/** What Make.com's answers mean. Source: Make.com's help on webhooks and its published limits. */
final class MakeAnswers {

    private static final String QUEUE_FULL = "queue is full";
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private MakeAnswers() {}

    static Outcome outcome(HttpSender.Answer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return told(answer, Verdict.DELIVERED, Health.WELL, "accepted");
        }
        if (status >= 500 || status == 408) {
            return told(answer, Verdict.RETRY, Health.FAILING, "failed-there");
        }
        return switch (status) {
            case 400 ->
                answer.body().toLowerCase(Locale.ROOT).contains(QUEUE_FULL)
                        ? told(answer, Verdict.RETRY, Health.OVERLOADED, "queue-full")
                        : told(answer, Verdict.FAILED, Health.WELL, "rejected");
            case 429 -> told(answer, Verdict.RETRY, Health.OVERLOADED, "rate-limited");
            // The hook or its key is wrong, and so for every message: a person has to look.
            case 410, 404 -> told(answer, Verdict.PAUSE, Health.WELL, "gone");
            case 401, 403 -> told(answer, Verdict.PAUSE, Health.WELL, "unauthorized");
            case 301, 302, 303, 307, 308 -> told(answer, Verdict.PAUSE, Health.WELL, "redirected");
            default -> told(answer, Verdict.FAILED, Health.WELL, "rejected");
        };
    }

    static Outcome unanswered(String reason) {
        return reason.equals("address-forbidden")
                ? Outcome.decided(Verdict.PAUSE, reason)
                : Outcome.unanswered(Verdict.RETRY, reason);
    }

    private static Outcome told(HttpSender.Answer answer, Verdict verdict, Health health, String reason) {
        return Outcome.answered(verdict, health, reason, answer.status(), answer.body())
                .retryAfter(retryAfter(answer).orElse(null));
    }

    /** In seconds, as Make.com says it; a date or nonsense counts as nothing, and nobody makes us wait for days. */
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
