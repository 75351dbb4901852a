package travel.baboo.messaging.relay.destination;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Make.com's answers mean. Source: Make.com's help on webhooks and its published limits. */
final class MakeAnswers {

    private static final String QUEUE_FULL = "queue is full";

    private MakeAnswers() {}

    static Outcome outcome(HttpSender.Answer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return Outcome.of(Outcome.Verdict.DELIVERED, "accepted", status, answer.body());
        }
        return switch (status) {
            case 400 ->
                answer.body().toLowerCase(Locale.ROOT).contains(QUEUE_FULL)
                        ? Outcome.of(Outcome.Verdict.RETRY, "queue-full", status, answer.body())
                        : Outcome.of(Outcome.Verdict.FAILED, "rejected", status, answer.body());
            case 410 -> Outcome.of(Outcome.Verdict.PAUSE, "gone", status, answer.body());
            case 429 ->
                Outcome.of(Outcome.Verdict.RETRY, "rate-limited", status, answer.body())
                        .retryAfter(retryAfter(answer).orElse(null));
            default ->
                status >= 500 || status == 408
                        ? Outcome.of(Outcome.Verdict.RETRY, "failed-there", status, answer.body())
                                .retryAfter(retryAfter(answer).orElse(null))
                        : Outcome.of(Outcome.Verdict.FAILED, "rejected", status, answer.body());
        };
    }

    private static Optional<Duration> retryAfter(HttpSender.Answer answer) {
        @Nullable String value = answer.retryAfter();
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(value.trim()))));
        } catch (NumberFormatException aDate) {
            return Optional.empty();
        }
    }
}
