package travel.baboo.messaging.conversation.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the reconciler asks Twilio, and how often. */
@ConfigMapping(prefix = "baboo.conversation.reconcile")
public interface ReconcileConfig {

    /** Whether it runs by itself; requested checks always run. */
    @WithDefault("true")
    boolean enabled();

    /** How often the reconciler polls for conversations to check. */
    @WithDefault("5s")
    Duration interval();

    /** How long after its last event a complete conversation is checked. */
    @WithDefault("2m")
    Duration quietAfter();

    /** How long a new change may be in transit before its event counts as lost. */
    @WithDefault("10s")
    Duration settle();

    /** How often an open conversation without activity is checked. */
    @WithDefault("24h")
    Duration repeatEvery();

    /** How long Twilio must have lacked a conversation before it counts as removed: a single answer may be wrong. */
    @WithDefault("10m")
    Duration missingFor();

    /** How often Twilio's list is read for conversations without any event. */
    @WithDefault("15m")
    Duration discoverEvery();

    /** How far back that list goes. */
    @WithDefault("48h")
    Duration discoverBack();

    /** Maximum requests to Twilio per second. */
    @WithDefault("5")
    double requestsPerSecond();
}
