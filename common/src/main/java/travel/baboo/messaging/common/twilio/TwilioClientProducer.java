package travel.baboo.messaging.common.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.TwilioRestClient;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the one Twilio client to whoever injects it; a service that never does, never makes one. */
final class TwilioClientProducer {

    @Produces
    @Singleton
    TwilioRestClient twilioRestClient(TwilioConfig config, ObjectMapper json, MeterRegistry meters) {
        return BabooTwilioRestClient.of(config, new TwilioHttpClient(config, json, meters));
    }
}
