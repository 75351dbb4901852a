package travel.baboo.messaging.conversation.inquiry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;

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

    private static final String FIELD = "traveler.address";
    private static final Pattern MAILBOX = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");

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

    /** Whether Twilio itself carries the messages. */
    boolean nativelyBound() {
        return this == SMS || this == WHATSAPP;
    }

    /** The normalized address: a phone's as Twilio expects it on this channel, a mailbox without surrounding blanks. */
    String normalize(String address, PhoneNumbers numbers) {
        return switch (this) {
            case SMS ->
                numbers.over(FIELD, numbers.parse(FIELD, address), false).toString();
            case WHATSAPP -> whatsApp(address.strip(), numbers).toString();
            case RELAY_SMS -> numbers.parse(FIELD, address).toString();
            case EMAIL -> mailbox(address.strip());
            case WEB, RELAY_MAKE -> address.strip();
        };
    }

    /** A user id may come without the channel, which is given beside it. */
    private static PhoneAddress whatsApp(String address, PhoneNumbers numbers) {
        String prefixed = PhoneAddress.WHATSAPP_PREFIX + address;
        return PhoneAddress.find(prefixed).isPresent() && !address.startsWith("+")
                ? new PhoneAddress(prefixed)
                : numbers.over(FIELD, numbers.parse(FIELD, address), true);
    }

    private static String mailbox(String address) {
        if (!MAILBOX.matcher(address).matches()) {
            throw ProblemException.invalid(FIELD + ": not an e-mail address");
        }
        return address;
    }
}
