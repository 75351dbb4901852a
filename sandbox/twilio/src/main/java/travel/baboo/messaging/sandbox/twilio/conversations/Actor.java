package travel.baboo.messaging.sandbox.twilio.conversations;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.PhoneAddress;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;

/**
 * The originator of an event, as reported by webhooks.
 *
 * @param source the {@code Source} field; null for timers and the carrier
 * @param clientIdentity the SDK user, else null
 * @param firesWebhooks false only for REST calls that did not ask for webhooks
 */
public record Actor(@Nullable String source, @Nullable String clientIdentity, boolean firesWebhooks) {

    static final Actor TIMER = new Actor(null, null, true);
    static final Actor CARRIER = new Actor(null, null, true);

    static Actor rest(TwilioCall call) {
        return new Actor("API", null, call.webhooksEnabled());
    }

    /** A browser or mobile application that is signed in as this identity. */
    public static Actor sdk(String identity) {
        return new Actor("SDK", identity, true);
    }

    static Actor phone(String address) {
        return new Actor(PhoneAddress.channel(address).toUpperCase(Locale.ROOT), null, true);
    }

    /** Who is recorded as the creator of a conversation. */
    String createdBy() {
        return clientIdentity == null ? "system" : clientIdentity;
    }
}
