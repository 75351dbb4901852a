package travel.baboo.messaging.sandbox.control;

import java.util.Map;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.ControlRoutes;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.twilio.realtime.AccessTokens;
import travel.baboo.messaging.sandbox.twilio.realtime.RealtimeServer;
import travel.baboo.messaging.sandbox.twilio.realtime.SocketAction;

/** {@code /control/realtime}: which SDKs are connected, their unknown requests, and actions on their sockets. */
final class RealtimeControl {

    private record ApiKey(boolean revoked) {}

    private final RealtimeServer server;
    private final AccessTokens tokens;
    private final Changes faultChanges;

    /** @param faultChanges is called when the key was revoked or is good again */
    RealtimeControl(RealtimeServer server, AccessTokens tokens, Changes faultChanges) {
        this.server = server;
        this.tokens = tokens;
        this.faultChanges = faultChanges;
    }

    void mount(ControlRoutes routes) {
        routes.get(
                "/control/realtime", context -> Map.of("online", server.online(), "unknown", server.unknownRequests()));
        routes.post(
                "/control/realtime/actions",
                context -> Map.of("sockets", server.act(Bodies.json(context, SocketAction.class))));
        routes.get("/control/api-key", context -> new ApiKey(tokens.isRevoked()));
        routes.put("/control/api-key", context -> {
            ApiKey key = Bodies.json(context, ApiKey.class);
            tokens.revoke(key.revoked());
            faultChanges.happened();
            return key;
        });
    }
}
