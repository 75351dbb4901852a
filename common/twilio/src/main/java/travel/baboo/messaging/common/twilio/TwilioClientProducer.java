package travel.baboo.messaging.common.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.TwilioRestClient;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import travel.baboo.messaging.common.account.TwilioConfig;

/** Produces the one Twilio client, lazily. */
final class TwilioClientProducer {

    @Produces
    @Singleton
    TwilioRestClient twilioRestClient(TwilioConfig config, ObjectMapper json, MeterRegistry meters) {
        return BabooTwilioRestClient.of(config, new TwilioHttpClient(config, json, meters));
    }
}
