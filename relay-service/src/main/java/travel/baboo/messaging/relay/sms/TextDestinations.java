package travel.baboo.messaging.relay.sms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.TwilioRestClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.DestinationSource;
import travel.baboo.messaging.relay.destination.MessageLabels;
import travel.baboo.messaging.relay.destination.Policy;
import travel.baboo.messaging.relay.flow.Traffic;

/** SMS and WhatsApp: two destinations, because each fails and is throttled independently. */
@Singleton
class TextDestinations implements DestinationSource {

    /** Twilio's rate for a WhatsApp sender, messages per second. */
    private static final int WHATSAPP_RATE = 80;

    private final List<Destination> destinations;

    TextDestinations(
            SmsConfig config,
            TwilioConfig twilio,
            TwilioRestClient client,
            PhoneRepository phones,
            MessageLabels labels,
            ObjectMapper json) {
        TwilioTexts twilioTexts = new TwilioTexts(client, twilio, config);
        PhoneTexts texts = new PhoneTexts(json);
        this.destinations = config.enabled()
                ? Stream.of(TextChannel.values())
                        .map(channel -> new Destination(
                                channel.destination(),
                                new TextFilter(channel, texts, labels, json),
                                policy(channel, config, twilio),
                                new TextSending(channel, config, twilio, twilioTexts, texts, phones)))
                        .toList()
                : List.of();
        // Fails at start rather than with the first text: without a sender nothing can be sent.
        destinations.forEach(destination -> TextChannel.SMS.sender(twilio));
    }

    private static Policy policy(TextChannel channel, SmsConfig config, TwilioConfig twilio) {
        int rate = channel == TextChannel.WHATSAPP
                ? WHATSAPP_RATE
                : config.senderKind().segmentsPerSecond();
        return new Policy(
                config.ttl(),
                config.retrySchedule(),
                new Traffic(config.concurrency(), rate, Duration.ofSeconds(1)),
                config.directoryPatience(),
                twilio.connectTimeout().plus(twilio.requestTimeout()),
                false,
                new Policy.Unknown(config.unknown(), config.unknownPatience(), config.unknownChecks()));
    }

    @Override
    public Collection<Destination> destinations() {
        return destinations;
    }
}
