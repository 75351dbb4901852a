package travel.baboo.messaging.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import travel.baboo.messaging.common.setting.CleanText;

/** Where messages go, and how often they are attempted. */
@ConfigMapping(prefix = "baboo.relay")
public interface RelayConfig {

    /** No hook may take longer: the pod's grace period, in which a stop waits for requests under way, is set from it. */
    Duration LONGEST_TIMEOUT = Duration.ofMinutes(3);

    /** Make.com hooks by name. The name is also what a scenario's API key is called, so that nothing is echoed. */
    Map<String, MakeHook> make();

    /** How lanes are worked through. */
    Lanes lanes();

    /** A message that went from scenario to scenario more often than this since a person wrote goes no further. */
    @WithDefault("4")
    int maxHops();

    /** One Make.com hook; one without URL is not there. */
    interface MakeHook {

        /** {@code https://hook.<zone>.make.com/<id>}. */
        @WithConverter(CleanText.class)
        Optional<String> url();

        /** Signing secrets, {@code whsec_} and Base64; two while one is being replaced. */
        Optional<List<String>> secrets();

        /** Sent as {@code x-make-apikey}. */
        @WithConverter(CleanText.class)
        Optional<String> apiKey();

        /** The events it gets, by Twilio's names; {@code *} for all. */
        @WithDefault("onMessageAdded")
        List<String> events();

        /** Whose messages it gets: {@code traveler}, {@code expert}, {@code team}, {@code bot}, {@code system}; unset: all. */
        Optional<List<String>> roles();

        /** Over which way its messages came: {@code SDK}, {@code API}, {@code SMS}, {@code WHATSAPP}, {@code EMAIL}; unset: all. */
        Optional<List<String>> sources();

        /** How long one request may take, at most 180 s; a scenario with its own response module may need as much. */
        @WithDefault("30s")
        Duration timeout();

        /** The most requests of one instance under way. */
        @WithDefault("64")
        int concurrency();

        /** The most requests in any {@code rate-period}, of all instances together; 0 for no limit. */
        @WithDefault("300")
        int rateLimit();

        /** The time that {@code rate-limit} is about. */
        @WithDefault("10s")
        Duration ratePeriod();

        /** After this time since it happened, a message is {@code expired}, not late. */
        @WithDefault("24h")
        Duration ttl();

        /** The pauses between attempts; after the last one the delivery has failed. */
        @WithDefault("5s,30s,2m,10m,30m,2h,5h,10h")
        List<Duration> retrySchedule();
    }

    /** How lanes are worked through. */
    interface Lanes {

        /** After this time without a renewal, a lane is another instance's; renewed while a request is under way. */
        @WithDefault("30s")
        Duration lease();

        /** How often to look for work when nothing wakes the dispatcher. */
        @WithDefault("250ms")
        Duration poll();

        /** How long a delivery to a hook waits for its conversation's directory record. */
        @WithDefault("5s")
        Duration directoryPatience();

        /** How long a message waits for those before it in its conversation that have not come yet, by their index. */
        @WithDefault("5s")
        Duration gapWait();

        /** How often an instance says that it is alive, and learns how many are. */
        @WithDefault("3s")
        Duration heartbeat();
    }
}
