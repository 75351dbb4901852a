package travel.baboo.messaging.conversation.twilio;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;

/**
 * Protects us and Twilio: runs the SDK's blocking calls on worker threads with limited concurrency, and opens a circuit
 * when Twilio fails or does not answer. Callers then get a problem with {@code Retry-After} at once.
 *
 * <p>Twilio does not process a call that it throttles ({@code 20429}). It is retried here after the time that
 * Twilio asks for, if that is short; otherwise the caller gets a problem.
 */
@Singleton
public class TwilioGuard {

    /** Gauge: 0 closed, calls pass; 1 half open, one trial call passes; 2 open, none does. */
    static final String STATE = "baboo.twilio.circuit.state";

    /** Counter: rejected calls; tag {@code reason}: {@code circuit} or {@code bulkhead}. */
    static final String REFUSED = "baboo.twilio.refused";

    private static final Duration USUAL_WAIT = Duration.ofSeconds(1);
    private static final TypeLiteral<Uni<Object>> ANY = new TypeLiteral<>() {};

    private final Guard guard;
    private final Duration openDuration;
    private final Duration maxWait;
    private final MeterRegistry meters;

    TwilioGuard(GuardConfig config, MeterRegistry meters) {
        this.openDuration = config.openDuration();
        this.maxWait = config.maxWait();
        this.meters = meters;
        AtomicInteger state = meters.gauge(STATE, new AtomicInteger());
        this.guard = Guard.create()
                .withDescription("twilio")
                .withBulkhead()
                .limit(config.concurrentCalls())
                .queueSize(config.waitingCalls())
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(config.window())
                .failureRatio(config.failureRatio())
                .delay(config.openDuration().toMillis(), ChronoUnit.MILLIS)
                .when(TwilioGuard::isTwilioFailure)
                .onStateChange(now -> state.set(number(now)))
                .done()
                .build();
    }

    /** Makes a call. Fails with Twilio's error, or with a problem that has a {@code Retry-After}. */
    public <T> Uni<T> call(Supplier<T> blocking) {
        return attempt(blocking, maxWait);
    }

    private <T> Uni<T> attempt(Supplier<T> blocking, Duration patience) {
        return guarded(blocking).onFailure(TwilioGuard::isTooFast).recoverWithUni(failure -> {
            Duration wait = ((TwilioException) failure).retryAfter().orElse(USUAL_WAIT);
            if (wait.isZero()) {
                wait = Duration.ofMillis(100);
            }
            Duration left = patience.minus(wait);
            return left.isNegative()
                    ? Uni.createFrom().failure(failure)
                    : Uni.createFrom().voidItem().onItem().delayIt().by(wait).chain(() -> attempt(blocking, left));
        });
    }

    @SuppressWarnings("unchecked") // The guard gives back what the supplier gave.
    private <T> Uni<T> guarded(Supplier<T> blocking) {
        Supplier<Uni<Object>> work =
                () -> Uni.createFrom().<Object>item(blocking).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        return (Uni<T>) Uni.createFrom()
                .deferred(() -> guard.get(work, ANY))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> refused(
                        "circuit", "Twilio fails or does not answer; calls are suspended for a while.", openDuration))
                .onFailure(BulkheadException.class)
                .transform(full -> refused("bulkhead", "Too many calls wait for Twilio.", USUAL_WAIT));
    }

    private ProblemException refused(String reason, String detail, Duration wait) {
        meters.counter(REFUSED, "reason", reason).increment();
        return new ProblemException(ProblemType.UNAVAILABLE, detail, Map.of(), wait);
    }

    private static boolean isTwilioFailure(Throwable failure) {
        return TwilioException.is(
                failure, TwilioErrorKind.SERVER_ERROR, TwilioErrorKind.TIMED_OUT, TwilioErrorKind.UNREACHABLE);
    }

    private static boolean isTooFast(Throwable failure) {
        return TwilioException.is(failure, TwilioErrorKind.RATE_LIMITED);
    }

    private static int number(CircuitBreakerState state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
