package travel.baboo.messaging.relay.sms;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.twilio.TwilioConfig;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.MessageLabels;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outgoing;
import travel.baboo.messaging.relay.destination.Passage;
import travel.baboo.messaging.relay.flow.Traffic;

/**
 * The phones of travelers on a {@code relay-sms} channel, over Twilio's Messages API. Natively bound phones are Twilio's job.
 *
 * <p>Twilio has no idempotency key here: an attempt whose fate is unknown is not repeated, not even when this instance dies in it.
 */
final class TextDestination implements Destination {

    private static final String RELAYED = "relay-sms";
    private static final Duration WHATSAPP_WINDOW = Duration.ofHours(24);

    /** Twilio's rate for a WhatsApp sender, messages a second. */
    private static final int WHATSAPP_RATE = 80;

    private final TextChannel channel;
    private final SmsConfig config;
    private final TwilioConfig twilio;
    private final TwilioTexts texts;
    private final PhoneRepository phones;
    private final MessageLabels labels;
    private final ObjectMapper json;
    private final TextSplitter splitter = new TextSplitter();

    TextDestination(
            TextChannel channel,
            SmsConfig config,
            TwilioConfig twilio,
            TwilioTexts texts,
            PhoneRepository phones,
            MessageLabels labels,
            ObjectMapper json) {
        this.channel = channel;
        this.config = config;
        this.twilio = twilio;
        this.texts = texts;
        this.phones = phones;
        this.labels = labels;
        this.json = json;
    }

    @Override
    public String name() {
        return channel.destination();
    }

    @Override
    public boolean wants(TwilioEvent event) {
        return event.eventType().equals(EventType.MESSAGE_ADDED.twilioName())
                && event.fields().findText("Body").isPresent()
                && !MessageLabels.fromPhone(event)
                && !name().equals(Passage.of(event, json).via());
    }

    @Override
    public Wish wantsIn(TwilioEvent event, @Nullable DirectoryEntry entry) {
        if (entry == null) {
            return Wish.UNKNOWABLE;
        }
        String address = address(entry);
        return address != null && TextChannel.of(address) == channel && !labels.travelers(event, entry)
                ? Wish.YES
                : Wish.NO;
    }

    private static @Nullable String address(DirectoryEntry entry) {
        DirectoryEntry.Traveler traveler = entry.traveler();
        return traveler == null || !RELAYED.equals(traveler.channel()) ? null : traveler.address();
    }

    @Override
    public List<String> parts(TwilioEvent event) {
        // PostgreSQL keeps no NUL, and no phone shows one.
        return splitter.split(event.fields().find("Body").orElse("").replace("\u0000", ""));
    }

    @Override
    public String payload(Outgoing outgoing) {
        return parts(outgoing.event()).get(outgoing.part() - 1);
    }

    @Override
    public Uni<Outcome> send(Outgoing outgoing, String payload) {
        @Nullable String address = outgoing.entry() == null ? null : address(outgoing.entry());
        if (address == null) {
            return decided(Outcome.Verdict.FAILED, "no-address");
        }
        return phones.find(address, channel.sender(twilio))
                .chain(phone -> sendTo(phone, address, payload, outgoing.now()));
    }

    private Uni<Outcome> sendTo(PhoneRepository.Phone phone, String address, String payload, Instant now) {
        if (phone.optedOut()) {
            return decided(Outcome.Verdict.FAILED, "opted-out");
        }
        boolean open = channel != TextChannel.WHATSAPP
                || (phone.wroteAt() != null
                        && phone.wroteAt().plus(WHATSAPP_WINDOW).isAfter(now));
        if (open) {
            return texts.send(address, channel, payload);
        }
        return config.whatsappTemplate()
                .map(template -> texts.sendTemplate(address, channel, template, payload))
                .orElseGet(() -> decided(Outcome.Verdict.HOLD, "whatsapp-window-closed"));
    }

    private static Uni<Outcome> decided(Outcome.Verdict verdict, String reason) {
        return Uni.createFrom().item(Outcome.decided(verdict, reason));
    }

    @Override
    public Duration directoryPatience() {
        return config.directoryPatience();
    }

    @Override
    public Duration usefulFor() {
        return config.usefulFor();
    }

    @Override
    public List<Duration> retrySchedule() {
        return config.retrySchedule();
    }

    @Override
    public Traffic traffic() {
        int rate = channel == TextChannel.WHATSAPP
                ? WHATSAPP_RATE
                : config.senderKind().segmentsPerSecond();
        return new Traffic(config.concurrency(), rate, Duration.ofSeconds(1));
    }

    @Override
    public int weight(String payload) {
        return channel == TextChannel.WHATSAPP ? 1 : SmsSegments.count(payload);
    }

    @Override
    public boolean recognisesRepeats() {
        return false;
    }

    @Override
    public UnknownFate unknownFate() {
        return config.unknown();
    }

    @Override
    public Duration unknownPatience() {
        return config.unknownPatience();
    }

    @Override
    public String toString() {
        return name() + " (Twilio's Messages API)";
    }
}
