package travel.baboo.messaging.conversation.inquiry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import travel.baboo.messaging.conversation.participant.PhoneAddress;

/** How a traveler writes and is reached. */
@RegisterForReflection
public enum TravelerChannel {
    /** Bound natively: Twilio carries messages to and from the phone. */
    SMS,
    /** Bound natively, over WhatsApp. */
    WHATSAPP,
    /** By e-mail, through a Make.com scenario. */
    EMAIL,
    /** In the browser, by identity. */
    WEB,
    /** A phone that the relay sends to, not bound at Twilio. */
    RELAY_SMS,
    /** Through a Make.com scenario. */
    RELAY_MAKE;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static TravelerChannel of(String text) {
        return Arrays.stream(values())
                .filter(channel -> channel.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "channel is one of sms, whatsapp, email, web, relay-sms and relay-make"));
    }

    boolean needsAddress() {
        return this != WEB && this != RELAY_MAKE;
    }

    /** Whether Twilio carries the messages itself. */
    boolean nativelyBound() {
        return this == SMS || this == WHATSAPP;
    }

    boolean phone() {
        return nativelyBound() || this == RELAY_SMS;
    }

    /** The phone's address as Twilio wants it on this channel. */
    String normalise(String address) {
        PhoneAddress parsed = PhoneAddress.parse(address);
        return this == WHATSAPP ? parsed.over(true).toString() : parsed.toString();
    }
}
