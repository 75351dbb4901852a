package travel.baboo.messaging.relay.sms;

import com.twilio.converter.CurrencyDeserializer;
import com.twilio.converter.RFC2822Deserializer;
import com.twilio.exception.RestException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Registers the SDK's resources for reflection in native executables: it deserializes Twilio's responses into them. */
@RegisterForReflection(
        targets = {
            CurrencyDeserializer.class,
            Message.class,
            Message.Direction.class,
            Message.Status.class,
            PhoneNumber.class,
            RFC2822Deserializer.class,
            RestException.class
        })
final class TwilioReflection {

    private TwilioReflection() {}
}
