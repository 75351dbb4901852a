package travel.baboo.messaging.token.signing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;

/**
 * The current signing key.
 *
 * <p>Promise: once there was a good key, there is always one; problems with a newer key are reported by log, metric and
 * readiness. The service starts without a key.
 */
@Singleton
@Startup
public class SigningKeys {

    /** Gauge, seconds: age of the key in use; absent without a key. */
    public static final String AGE_METRIC = "baboo.token.signing.key.age";

    /** Gauge: 1 while a newer key cannot be used. */
    public static final String PROBLEM_METRIC = "baboo.token.signing.key.problem";

    /** Counter: keys taken into use after the first. */
    public static final String ROTATIONS_METRIC = "baboo.token.signing.key.rotations";

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    private final Clock clock;
    private final MeterRegistry meters;
    private final KeyRotation rotation;
    private final @Nullable ScheduledThreadPoolExecutor poller;
    private volatile KeyStatus status = KeyStatus.NONE;

    SigningKeys(SigningKeyConfig config, TwilioConfig twilio, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
        this.rotation = new KeyRotation(config.settleTime());
        meters.counter(ROTATIONS_METRIC);
        Gauge.builder(AGE_METRIC, this::ageInSeconds).baseUnit("seconds").register(meters);
        Gauge.builder(PROBLEM_METRIC, () -> status.problem() == null ? 0 : 1).register(meters);
        Optional<KeyFiles> files = files(config);
        change(first(files, twilio));
        this.poller = files.map(found -> poll(found, config.pollInterval())).orElse(null);
    }

    private static Optional<KeyFiles> files(SigningKeyConfig config) {
        if (config.apiKeyFile().isPresent() != config.apiSecretFile().isPresent()) {
            throw new IllegalArgumentException(
                    "TWILIO_API_KEY_FILE and TWILIO_API_SECRET_FILE are given together or not at all");
        }
        return config.apiKeyFile()
                .map(sid -> new KeyFiles(sid, config.apiSecretFile().orElseThrow()));
    }

    private KeyStatus first(Optional<KeyFiles> files, TwilioConfig twilio) {
        try {
            ApiKey key = files.isPresent() ? files.get().read() : fromEnvironment(twilio);
            return rotation.start(key, clock.instant());
        } catch (UnusableKeyException | IllegalArgumentException e) {
            return rotation.failed(Objects.requireNonNullElse(e.getMessage(), "not readable"));
        }
    }

    private static ApiKey fromEnvironment(TwilioConfig twilio) {
        return new ApiKey(
                twilio.apiKey().orElseThrow(() -> new IllegalArgumentException("TWILIO_API_KEY is not set")),
                twilio.apiSecret().orElseThrow(() -> new IllegalArgumentException("TWILIO_API_SECRET is not set")));
    }

    private ScheduledThreadPoolExecutor poll(KeyFiles files, Duration interval) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "signing-key-files");
            thread.setDaemon(true);
            return thread;
        });
        var unused = executor.scheduleWithFixedDelay(
                () -> check(files), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return executor;
    }

    private void check(KeyFiles files) {
        try {
            change(rotation.found(files.read(), clock.instant()));
        } catch (UnusableKeyException e) {
            change(rotation.failed(Objects.requireNonNullElse(e.getMessage(), "not readable")));
        } catch (RuntimeException e) {
            LOG.debug("The signing key's files cannot be read", e);
            change(rotation.failed("the files cannot be read: " + e.getClass().getSimpleName()));
        }
    }

    private void change(KeyStatus next) {
        KeyStatus previous = status;
        status = next;
        if (next.key() != null && !next.key().equals(previous.key())) {
            LOG.infof("keySid=%s Tokens are now signed with this key", next.key());
            if (previous.key() != null) {
                meters.counter(ROTATIONS_METRIC).increment();
            }
        }
        if (next.problem() != null && !next.problem().equals(previous.problem())) {
            LOG.errorf("keySid=%s problem=%s The signing key is not usable", next.key(), next.problem());
        }
    }

    /** The key in use. */
    public Optional<ApiKey> find() {
        return status.findKey();
    }

    /** The current problem, also while a key is in use; contains no secret. */
    public Optional<String> findProblem() {
        return status.findProblem();
    }

    /** When the key in use was taken into use. */
    public Optional<Instant> findSince() {
        return Optional.ofNullable(status.since());
    }

    private double ageInSeconds() {
        Instant since = status.since();
        return since == null
                ? Double.NaN
                : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    @PreDestroy
    void stop() {
        if (poller != null) {
            poller.shutdownNow();
        }
    }
}
