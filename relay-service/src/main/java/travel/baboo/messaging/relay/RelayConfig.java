package travel.baboo.messaging.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import travel.baboo.messaging.common.setting.CleanText;

/** Destinations and delivery. */
@ConfigMapping(prefix = "baboo.relay")
public interface RelayConfig {

    /** Maximum timeout of a hook: the pod's grace period, in which a stop waits for requests in progress, is derived from it. */
    Duration LONGEST_TIMEOUT = Duration.ofMinutes(3);

    /** Make.com hooks by name. A scenario's API key uses the same name, so that its own messages are not sent back to it. */
    Map<String, MakeHook> make();

    /** Processing of lanes. */
    Lanes lanes();

    /** Maximum hops from scenario to scenario since a person wrote; a message beyond is not delivered. */
    @WithDefault("4")
    int maxHops();

    /**
     * How long a message that arrived by Event Streams first waits for its webhook. Only the webhook carries {@code Source}, and with it
     * the marks that keep a scenario's own message from being sent back to it. Event Streams usually is the later of the two: its events
     * take seconds. A message whose webhook is lost is delivered later by this time, without the marks.
     */
    @WithDefault("20s")
    Duration streamGrace();

    /** A Make.com hook; without a URL it is ignored. */
    interface MakeHook {

        /** {@code https://hook.<zone>.make.com/<id>}. */
        @WithConverter(CleanText.class)
        Optional<String> url();

        /** Signing secrets, {@code whsec_} and Base64; two during a rotation. */
        Optional<List<String>> secrets();

        /** Sent as {@code x-make-apikey}. */
        @WithConverter(CleanText.class)
        Optional<String> apiKey();

        /**
         * The events it gets, by Twilio's names, and {@code unread-notice}, {@code response-at-risk}, {@code response-overdue},
         * {@code response-cleared}, {@code message-undelivered}, {@code whatsapp-window-closing}, {@code address-opted-out},
         * {@code contact-details-found}; {@code *} for all.
         */
        @WithDefault("onMessageAdded")
        List<String> events();

        /** Authors whose messages it gets: {@code traveler}, {@code expert}, {@code team}, {@code bot}, {@code system}; unset, all. */
        Optional<List<String>> roles();

        /**
         * Sources of messages that it gets: {@code SDK}, {@code API}, {@code SMS}, {@code WHATSAPP}, {@code EMAIL}; unset, all. A
         * message without a webhook, by Event Streams or the reconciler only, has no source and is not sent if this is set.
         */
        Optional<List<String>> sources();

        /** Timeout of a request, at most 180 s; a scenario with its own response module may need as much. */
        @WithDefault("30s")
        Duration timeout();

        /** Maximum concurrent requests per instance. */
        @WithDefault("64")
        int concurrency();

        /** Maximum requests in any {@code rate-period}, over all instances; 0 for no limit. */
        @WithDefault("300")
        int rateLimit();

        /** The period of {@code rate-limit}. */
        @WithDefault("10s")
        Duration ratePeriod();

        /** Time after the event at which a message expires. */
        @WithDefault("24h")
        Duration ttl();

        /** Pauses between attempts; after the last one the delivery fails. */
        @WithDefault("5s,30s,2m,10m,30m,2h,5h,10h")
        List<Duration> retrySchedule();
    }

    /** Processing of lanes. */
    interface Lanes {

        /** Duration of a lane's lease; renewed while a request is in progress. */
        @WithDefault("30s")
        Duration lease();

        /** How often to poll for work without being woken. */
        @WithDefault("250ms")
        Duration poll();

        /** How long a delivery to a hook waits for its conversation's directory entry. */
        @WithDefault("5s")
        Duration directoryPatience();

        /** How long a message waits for earlier messages of its conversation that have not arrived, by index. */
        @WithDefault("5s")
        Duration gapWait();

        /** How often an instance reports that it is alive and counts the others. */
        @WithDefault("3s")
        Duration heartbeat();
    }
}
