package travel.baboo.messaging.conversation.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.service.User;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;

/** Creates and updates users at Twilio with the names that others see. */
@Singleton
public class UsersClient {

    private static final int PAGE_SIZE = 100;
    private static final int LONGEST_LIST = 20_000;
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
     * Creates the user, or updates an existing one: its role if the new one is stronger, and its name if
     * the caller may rename. A role is never reduced: the same person may be a traveler in one conversation and an admin
     * of the service.
     *
     * @param name the name that others see; null if the caller does not know it
     * @param mayRename whether an existing user gets this name: only the person and admins may do that
     * @return the name that others now see; empty if it was never set
     */
    public Uni<Optional<String>> ensure(String identity, @Nullable String name, Role role, boolean mayRename) {
        String shown = name == null ? identity : name;
        return calls.blocking(() -> create(identity, shown, role)
                        ? Optional.ofNullable(name)
                        : update(identity, name, role, mayRename))
                .map(present -> present.filter(known -> !known.equals(identity)));
    }

    /** Deletes the user with this identity; returns whether there was one. */
    public Uni<Boolean> delete(String identity) {
        return calls.blocking(() -> find(identity)
                .map(user -> User.deleter(service.sid().value(), user.getSid())
                        .setXTwilioWebhookEnabled(User.WebhookEnabledType.TRUE)
                        .delete(client))
                .orElse(false));
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

    private Optional<String> update(String identity, @Nullable String name, Role role, boolean mayRename) {
        Optional<User> present = find(identity);
        if (present.isEmpty()) {
            return Optional.ofNullable(name);
        }
        User user = present.get();
        String wanted = name == null || !mayRename ? user.getFriendlyName() : shortened(name);
        String roleSid = roles.sid(TwilioRole.inService(role));
        boolean rename = !Objects.equals(wanted, user.getFriendlyName());
        boolean raise = TwilioRole.inService(role) == TwilioRole.SERVICE_ADMIN && !roleSid.equals(user.getRoleSid());
        if (!rename && !raise) {
            return Optional.ofNullable(wanted);
        }
        var updater = User.updater(service.sid().value(), user.getSid())
                .setXTwilioWebhookEnabled(User.WebhookEnabledType.TRUE);
        if (rename && wanted != null) {
            updater.setFriendlyName(TwilioHttpClient.literal(wanted));
        }
        if (raise) {
            updater.setRoleSid(roleSid);
        }
        updater.update(client);
        return Optional.ofNullable(wanted);
    }

    /** The result must have the exact identity. An identity that is not a safe path segment is searched in the list. */
    private Optional<User> find(String identity) {
        if (!PathSegment.isOne(identity)) {
            return findInList(identity);
        }
        try {
            return Optional.of(User.fetcher(service.sid().value(), identity).fetch(client))
                    .filter(user -> identity.equals(user.getIdentity()));
        } catch (TwilioException e) {
            if (e.kind() == TwilioErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<User> findInList(String identity) {
        for (User user : User.reader(service.sid().value())
                .pageSize(PAGE_SIZE)
                .limit(LONGEST_LIST)
                .read(client)) {
            if (identity.equals(user.getIdentity())) {
                return Optional.of(user);
            }
        }
        return Optional.empty();
    }

    private static String shortened(String name) {
        return name.length() <= MAX_NAME_LENGTH
                ? name
                : name.substring(
                        0,
                        name.offsetByCodePoints(0, Math.min(MAX_NAME_LENGTH, name.codePointCount(0, name.length()))));
    }
}
