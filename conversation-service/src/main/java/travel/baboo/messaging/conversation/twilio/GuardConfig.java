package travel.baboo.messaging.conversation.twilio;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of our strength Twilio may bind, and when we stop asking for a while. */
@ConfigMapping(prefix = "baboo.conversation.twilio-guard")
public interface GuardConfig {

    /** Calls under way at the same time, at most. */
    @WithDefault("32")
    int concurrentCalls();

    /** Calls that may wait for one of those to end; more are refused at once. */
    @WithDefault("256")
    int waitingCalls();

    /** Over how many calls failures are counted. */
    @WithDefault("20")
    int window();

    /** The share of failed calls, above 0 and at most 1, from which on Twilio is left alone. */
    @WithDefault("0.5")
    double failureRatio();

    /** How long no call is made before one tries again. */
    @WithDefault("5s")
    Duration openDuration();

    /** How long a call waits at most, in all, when Twilio asks it to slow down; longer waits are the caller's. */
    @WithDefault("3s")
    Duration maxWait();
}
