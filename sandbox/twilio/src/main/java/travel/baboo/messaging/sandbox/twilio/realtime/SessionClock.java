package travel.baboo.messaging.sandbox.twilio.realtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Pings sockets, and announces and carries out the end of their tokens, by the sandbox's clock. */
final class SessionClock {

    static final long TICK_MILLIS = 500;

    private static final Duration PING_EVERY = Duration.ofSeconds(30);

    /** As documented: https://www.twilio.com/docs/conversations/access-token-lifecycle. */
    private static final Duration WARNING = Duration.ofMinutes(3);

    private final Clock clock;
    private final Sessions sessions;
    private final SyncObjects objects;
    private Instant pinged;

    SessionClock(Clock clock, Sessions sessions, SyncObjects objects) {
        this.clock = clock;
        this.sessions = sessions;
        this.objects = objects;
        this.pinged = clock.instant();
    }

    void tick() {
        Instant now = clock.instant();
        boolean ping = !now.isBefore(pinged.plus(PING_EVERY));
        if (ping) {
            pinged = now;
        }
        for (Session session : sessions.signedIn()) {
            AccessTokens.Grant grant = session.login().grant();
            if (!now.isBefore(grant.expires())) {
                expire(session);
            } else if (session.takeWarning(now, grant.expires().minus(warning(grant)))) {
                session.announceExpiry();
            } else if (ping) {
                session.ping();
            }
        }
    }

    /** The SDK disconnects itself some seconds after this frame; here the session ends at once. */
    void expire(Session session) {
        session.close(410, "TOKEN_EXPIRED", 51_207, "Token expired", null);
        sessions.remove(session);
        objects.refresh(session);
    }

    /** What Twilio does with tokens that live no longer than its warning is not known: here half their life. */
    private static Duration warning(AccessTokens.Grant grant) {
        Duration half = Duration.between(grant.issued(), grant.expires()).dividedBy(2);
        return half.compareTo(WARNING) < 0 ? half : WARNING;
    }
}
