package travel.baboo.messaging.relay.sms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.TwilioRestClient;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import travel.baboo.messaging.common.twilio.TwilioConfig;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.DestinationSource;
import travel.baboo.messaging.relay.destination.MessageLabels;

/** SMS and WhatsApp: two destinations, because they fail and are limited each by itself. */
@Singleton
class TextDestinations implements DestinationSource {

    private final List<Destination> channels;

    TextDestinations(
            SmsConfig config,
            TwilioConfig twilio,
            TwilioRestClient client,
            PhoneRepository phones,
            MessageLabels labels,
            ObjectMapper json) {
        TwilioTexts texts = new TwilioTexts(client, twilio, config);
        this.channels = config.enabled()
                ? Stream.of(TextChannel.values())
                        .<Destination>map(
                                channel -> new TextDestination(channel, config, twilio, texts, phones, labels, json))
                        .toList()
                : List.of();
    }

    @Override
    public Collection<Destination> destinations() {
        return channels;
    }
}
