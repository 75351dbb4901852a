package travel.baboo.messaging.conversation.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.service.User;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;

/** Makes people known to Twilio under the names that others see. */
@Singleton
public class UsersClient {

    private static final int MAX_NAME_LENGTH = 256;

    private final TwilioRestClient client;
    private final ServiceLocator service;
    private final RoleSids roles;
    private final ConversationsClient calls;

    UsersClient(TwilioRestClient client, ServiceLocator service, RoleSids roles, ConversationsClient calls) {
        this.client = client;
        this.service = service;
        this.roles = roles;
        this.calls = calls;
    }

    /**
     * Makes the user, or brings the one that is there up to date: its name, and its role where that has become a stronger one.
     * A role is never taken away here: the same person may be a traveler in one conversation and an admin of the service.
     */
    public Uni<Void> ensure(String identity, String name, Role role) {
        return calls.blocking(() -> create(identity, name, role) ? 0 : update(identity, name, role))
                .replaceWithVoid();
    }

    private boolean create(String identity, String name, Role role) {
        try {
            User.creator(service.sid().value(), TwilioHttpClient.literal(identity))
                    .setFriendlyName(TwilioHttpClient.literal(shortened(name)))
                    .setRoleSid(roles.sid(TwilioRole.inService(role)))
                    .setXTwilioWebhookEnabled(User.WebhookEnabledType.TRUE)
                    .create(client);
            return true;
        } catch (TwilioException e) {
            if (e.kind() == TwilioErrorKind.NAME_TAKEN) {
                return false;
            }
            throw e;
        }
    }

    private int update(String identity, String name, Role role) {
        Optional<User> present = find(identity);
        if (present.isEmpty()) {
            return 0;
        }
        User user = present.get();
        String wanted = shortened(name);
        String roleSid = roles.sid(TwilioRole.inService(role));
        boolean rename = !wanted.equals(user.getFriendlyName());
        boolean raise = TwilioRole.inService(role) == TwilioRole.SERVICE_ADMIN && !roleSid.equals(user.getRoleSid());
        if (!rename && !raise) {
            return 0;
        }
        var updater = User.updater(service.sid().value(), user.getSid())
                .setXTwilioWebhookEnabled(User.WebhookEnabledType.TRUE);
        if (rename) {
            updater.setFriendlyName(TwilioHttpClient.literal(wanted));
        }
        if (raise) {
            updater.setRoleSid(roleSid);
        }
        updater.update(client);
        return 1;
    }

    /** An identity with a slash cannot be asked for: Twilio takes it for two parts of the path. Such a user stays as it is. */
    private Optional<User> find(String identity) {
        try {
            return Optional.of(User.fetcher(service.sid().value(), identity).fetch(client));
        } catch (TwilioException e) {
            if (e.kind() == TwilioErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String shortened(String name) {
        return name.length() <= MAX_NAME_LENGTH
                ? name
                : name.substring(
                        0,
                        name.offsetByCodePoints(0, Math.min(MAX_NAME_LENGTH, name.codePointCount(0, name.length()))));
    }
}
