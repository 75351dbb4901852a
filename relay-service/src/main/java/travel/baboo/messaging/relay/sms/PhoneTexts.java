package travel.baboo.messaging.relay.sms;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.attention.Fallback;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.relay.destination.DecidedEvents;

/**
 * The phone and the text of an event: of a message in a conversation that is relayed, or of a message that did not arrive by WhatsApp
 * and is sent another way.
 */
final class PhoneTexts {

    private static final String RELAYED = "relay-sms";

    private final DecidedEvents decisions;

    PhoneTexts(ObjectMapper json) {
        this.decisions = new DecidedEvents(json);
    }

    /** The fallback of a message that did not arrive; empty for other events. */
    Optional<Fallback> fallback(TwilioEvent event) {
        return decisions.find(event).map(AttentionEvent::undelivered).map(AttentionEvent.Undelivered::fallback);
    }

    /** Whether the fallback is a text on this channel. */
    static boolean isOn(TextChannel channel, Fallback fallback) {
        return fallback.way().equals(channel == TextChannel.SMS ? Fallback.SMS : Fallback.TEMPLATE);
    }

    /**
     * The phone that the event's text goes to. A message that did not arrive by WhatsApp has one by SMS only if its address is a number: a
     * person who hides it has none.
     *
     * @param entry null if the directory had none in time
     */
    Optional<PhoneAddress> phone(TwilioEvent event, @Nullable DirectoryEntry entry) {
        return fallback(event).map(fallback -> unreached(fallback, entry)).orElseGet(() -> relayed(entry));
    }

    private static Optional<PhoneAddress> unreached(Fallback fallback, @Nullable DirectoryEntry entry) {
        Optional<PhoneAddress> known = traveler(entry).flatMap(traveler -> PhoneAddress.find(traveler.address()));
        return isOn(TextChannel.SMS, fallback)
                ? known.flatMap(phone -> PhoneAddress.find(phone.account()))
                : known.filter(PhoneAddress::whatsApp);
    }

    private static Optional<PhoneAddress> relayed(@Nullable DirectoryEntry entry) {
        return traveler(entry)
                .filter(traveler -> RELAYED.equals(traveler.channel()))
                .flatMap(traveler -> PhoneAddress.find(traveler.address()));
    }

    private static Optional<DirectoryEntry.Traveler> traveler(@Nullable DirectoryEntry entry) {
        return Optional.ofNullable(entry).map(DirectoryEntry::traveler);
    }

    /** The text; empty without one. */
    String text(TwilioEvent event) {
        return fallback(event)
                .map(Fallback::text)
                .or(() -> event.fields().find("Body"))
                .orElse("");
    }

    static boolean hasMedia(TwilioEvent event) {
        return event.fields().findText("Media").isPresent();
    }
}
