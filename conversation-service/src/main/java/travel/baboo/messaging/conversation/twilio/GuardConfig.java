package travel.baboo.messaging.conversation.twilio;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits for calls to Twilio: concurrency and circuit breaker. */
@ConfigMapping(prefix = "baboo.conversation.twilio-guard")
public interface GuardConfig {

    /** Maximum number of concurrent calls. */
    @WithDefault("32")
    int concurrentCalls();

    /** Maximum number of calls that wait for a free slot; further calls are rejected. */
    @WithDefault("256")
    int waitingCalls();

    /** Number of calls over which the failure ratio is calculated. */
    @WithDefault("20")
    int window();

    /** The failure ratio, above 0 and at most 1, at which the circuit opens. */
    @WithDefault("0.5")
    double failureRatio();

    /** How long the circuit stays open before a trial call. */
    @WithDefault("5s")
    Duration openDuration();

    /** Maximum total wait of a call when Twilio throttles it; for longer waits the caller gets a problem. */
    @WithDefault("3s")
    Duration maxWait();
}
