package travel.baboo.messaging.conversation.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the reconciler asks Twilio, and how often it may. */
@ConfigMapping(prefix = "baboo.conversation.reconcile")
public interface ReconcileConfig {

    /** Whether it works by itself; asked by hand it works in any case. */
    @WithDefault("true")
    boolean enabled();

    /** How often it looks for conversations to check. */
    @WithDefault("5s")
    Duration interval();

    /** How long after its last event a conversation with all its messages is checked. */
    @WithDefault("2m")
    Duration quietAfter();

    /** How long what is new may be on its way before it counts as lost. */
    @WithDefault("10s")
    Duration settle();

    /** How often an open conversation is checked in which nothing happens. */
    @WithDefault("24h")
    Duration repeatEvery();

    /** How long Twilio must not have had a conversation before it counts as removed: a single answer may be wrong. */
    @WithDefault("10m")
    Duration missingFor();

    /** How often Twilio's list is read for conversations of which no event came. */
    @WithDefault("15m")
    Duration discoverEvery();

    /** How far back that list goes. */
    @WithDefault("48h")
    Duration discoverBack();

    /** Requests to Twilio a second, at most. */
    @WithDefault("5")
    double requestsPerSecond();
}
