package travel.baboo.messaging.conversation.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.service.Role;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/** The SIDs of Twilio's roles: configured, or found by name once. The first call blocks. */
@Singleton
public class RoleSids {

    private final TwilioRestClient client;
    private final ServiceLocator service;
    private final Map<TwilioRole, String> known = new ConcurrentHashMap<>();

    RoleSids(TwilioRestClient client, ServiceLocator service, RoleConfig config) {
        this.client = client;
        this.service = service;
        keep(TwilioRole.SERVICE_ADMIN, config.serviceAdmin());
        keep(TwilioRole.SERVICE_USER, config.serviceUser());
        keep(TwilioRole.CHANNEL_ADMIN, config.channelAdmin());
        keep(TwilioRole.CHANNEL_USER, config.channelUser());
    }

    /** The role's SID; a problem if the service does not have it. */
    String sid(TwilioRole role) {
        String sid = known.get(role);
        if (sid == null) {
            for (Role found : Role.reader(service.sid().value()).read(client)) {
                for (TwilioRole candidate : TwilioRole.values()) {
                    if (candidate.is(found)) {
                        known.putIfAbsent(candidate, found.getSid());
                    }
                }
            }
            sid = known.get(role);
        }
        if (sid == null) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "The Conversations service has no role \"" + role.friendlyName() + "\": set " + role.variable()
                            + ".");
        }
        return sid;
    }

    private void keep(TwilioRole role, Optional<String> sid) {
        sid.ifPresent(set -> known.put(role, set));
    }
}
