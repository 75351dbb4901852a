package travel.baboo.messaging.relay.sms;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.attention.Fallback;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.sender.MessageMarks;
import travel.baboo.messaging.relay.destination.Filter;
import travel.baboo.messaging.relay.destination.MessageLabels;

/**
 * Messages for phones of travelers on a {@code relay-sms} channel, and messages that did not arrive by WhatsApp and are sent another way.
 * All others for natively bound phones Twilio itself serves.
 */
final class TextFilter implements Filter {

    private final TextChannel channel;
    private final PhoneTexts texts;
    private final MessageLabels labels;
    private final ObjectMapper json;

    TextFilter(TextChannel channel, PhoneTexts texts, MessageLabels labels, ObjectMapper json) {
        this.channel = channel;
        this.texts = texts;
        this.labels = labels;
        this.json = json;
    }

    @Override
    public boolean accepts(TwilioEvent event) {
        Optional<Fallback> fallback = texts.fallback(event);
        if (fallback.isPresent()) {
            return PhoneTexts.isOn(channel, fallback.get());
        }
        return event.eventType().equals(EventType.MESSAGE_ADDED.twilioName())
                && (event.fields().findText("Body").isPresent() || PhoneTexts.hasMedia(event))
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
        return Answer.of(texts.phone(event, entry)
                        .filter(phone -> TextChannel.of(phone) == channel)
                        .isPresent()
                && !labels.travelers(event, entry));
    }
}
