package travel.baboo.messaging.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where messages go and how patiently. */
@ConfigMapping(prefix = "baboo.relay")
public interface RelayConfig {

    /** Make.com hooks by name. The name is also what a scenario's API key is called, so that nothing is echoed. */
    Map<String, MakeHook> make();

    /** The phones of travelers on a {@code relay-sms} channel. */
    Sms sms();

    /** How lanes are worked through. */
    Lanes lanes();

    /** One Make.com hook; one without URL is not there. */
    interface MakeHook {

        /** {@code https://hook.<zone>.make.com/<id>}. */
        Optional<URI> url();

        /** Signing secrets, {@code whsec_} and Base64; two while one is being replaced. */
        Optional<List<String>> secrets();

        /** Sent as {@code x-make-apikey}. */
        Optional<String> apiKey();

        /** The events it gets, by Twilio's names. */
        @WithDefault("onMessageAdded")
        List<String> events();

        /** How long one request may take; a scenario with its own response module may need up to 180 s. */
        @WithDefault("30s")
        Duration timeout();

        /** After this time since it happened, a message is {@code expired}, not late. */
        @WithDefault("24h")
        Duration usefulFor();

        /** The pauses between attempts; after the last one the delivery has failed. */
        @WithDefault("5s,30s,2m,10m,30m,2h,5h,10h")
        List<Duration> retrySchedule();
    }

    /** Plain SMS and WhatsApp over Twilio's Messages API. */
    interface Sms {

        @WithDefault("true")
        boolean enabled();

        @WithDefault("24h")
        Duration usefulFor();

        @WithDefault("5s,30s,2m,10m,30m,2h,5h,10h")
        List<Duration> retrySchedule();
    }

    /** How lanes are worked through. */
    interface Lanes {

        /** The most lanes this instance works on at a time. */
        @WithDefault("64")
        int concurrency();

        /** After this time a lane is another instance's; longer than any time-out of a destination. */
        @WithDefault("4m")
        Duration lease();

        /** How often to look for work when nothing wakes the dispatcher. */
        @WithDefault("250ms")
        Duration poll();

        /** How long a delivery waits for its conversation's directory record. */
        @WithDefault("5s")
        Duration directoryPatience();
    }
}
