package travel.baboo.messaging.relay.sms;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.sender.MessageMarks;
import travel.baboo.messaging.relay.destination.Filter;
import travel.baboo.messaging.relay.destination.MessageLabels;

/** Messages for phones of travelers on a {@code relay-sms} channel. Twilio itself serves natively bound phones. */
final class TextFilter implements Filter {

    private static final String RELAYED = "relay-sms";

    private final TextChannel channel;
    private final MessageLabels labels;
    private final ObjectMapper json;

    TextFilter(TextChannel channel, MessageLabels labels, ObjectMapper json) {
        this.channel = channel;
        this.labels = labels;
        this.json = json;
    }

    @Override
    public boolean accepts(TwilioEvent event) {
        return event.eventType().equals(EventType.MESSAGE_ADDED.twilioName())
                && (event.fields().findText("Body").isPresent() || TextSending.hasMedia(event))
                && !MessageLabels.fromPhone(event)
                && !MessageMarks.of(event.fields(), json)
                        .via()
                        .filter(channel.destination()::equals)
                        .isPresent();
    }

    @Override
    public Answer acceptsIn(TwilioEvent event, @Nullable DirectoryEntry entry) {
        if (entry == null) {
            return Answer.UNDECIDABLE;
        }
        return Answer.of(
                phone(entry).filter(phone -> TextChannel.of(phone) == channel).isPresent()
                        && !labels.travelers(event, entry));
    }

    /** The phone that this conversation's messages are relayed to. */
    static Optional<PhoneAddress> phone(@Nullable DirectoryEntry entry) {
        return Optional.ofNullable(entry)
                .map(DirectoryEntry::traveler)
                .filter(traveler -> RELAYED.equals(traveler.channel()))
                .flatMap(traveler -> PhoneAddress.find(traveler.address()));
    }
}
