package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import java.time.Clock;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** Creates and changes users; a new identity that joins a conversation becomes a user automatically. */
public final class UserActions {

    private final Clock clock;
    private final Services services;
    private final Events events;

    public UserActions(Clock clock, Services services, Events events) {
        this.clock = clock;
        this.services = services;
        this.events = events;
    }

    /** Returns the user with that identity, and creates it if there is none. */
    public User ensure(ChatService service, Actor actor, String identity) {
        User known = service.findUser(identity);
        return known != null
                ? known
                : add(service, actor, service.newUser(identity, null, null, null, clock.instant()));
    }

    User create(ChatService service, Actor actor, User user) {
        if (service.findUser(user.identity()) != null) {
            throw TwilioException.conflict(50201, "User already exists: " + user.identity());
        }
        return add(service, actor, user);
    }

    public Future<User> update(ChatService service, Actor actor, User changed) {
        return events.before("onUserUpdate", actor, service.sid(), EventFields.user(service.sid(), changed))
                .map(answer -> {
                    User user = new User(
                            changed.sid(),
                            changed.identity(),
                            answer.change("friendly_name", changed.friendlyName()),
                            String.valueOf(answer.change("attributes", changed.attributes())),
                            changed.roleSid(),
                            changed.created(),
                            clock.instant());
                    service.save(user);
                    services.changed();
                    events.after(
                            "onUserUpdated",
                            actor,
                            service.sid(),
                            EventFields.user(service.sid(), user)
                                    .put("DateUpdated", EventFields.time(user.updated()))
                                    .put("isOnline", false)
                                    .put("isNotifiable", false));
                    return user;
                });
    }

    private User add(ChatService service, Actor actor, User user) {
        service.save(user);
        services.changed();
        events.after("onUserAdded", actor, service.sid(), EventFields.user(service.sid(), user));
        return user;
    }
}
