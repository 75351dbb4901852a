package travel.baboo.messaging.conversation.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.Service;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.sid.ServiceSid;

/** The SID of our Conversations service: the configured one, else the one with our name. The first call blocks. */
@Singleton
public class ServiceLocator {

    private final TwilioRestClient client;
    private final TwilioConfig config;
    private volatile @Nullable ServiceSid found;

    ServiceLocator(TwilioRestClient client, TwilioConfig config) {
        this.client = client;
        this.config = config;
    }

    /** The service's SID; a problem if there is none yet. */
    public ServiceSid sid() {
        ServiceSid known = found;
        if (known == null) {
            known = config.conversationsServiceSid()
                    .map(ServiceSid::new)
                    .or(() -> findByName(client, config.conversationsServiceName()))
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.UNAVAILABLE, "There is no Conversations service yet: provision first."));
            found = known;
        }
        return known;
    }

    /** The SID of the account's service with this name. */
    public static Optional<ServiceSid> findByName(TwilioRestClient client, String name) {
        for (Service service : Service.reader().read(client)) {
            if (name.equals(service.getFriendlyName())) {
                return Optional.of(new ServiceSid(service.getSid()));
            }
        }
        return Optional.empty();
    }
}
