package travel.baboo.messaging.sandbox.control;

import java.util.List;
import travel.baboo.messaging.sandbox.fault.Faults;
import travel.baboo.messaging.sandbox.fault.RestFault;
import travel.baboo.messaging.sandbox.http.ControlRoutes;
import travel.baboo.messaging.sandbox.make.MakeHooks;
import travel.baboo.messaging.sandbox.make.MakeHooks.PendingBehavior;
import travel.baboo.messaging.sandbox.twilio.events.StreamFault;
import travel.baboo.messaging.sandbox.twilio.realtime.AccessTokens;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookFault;

/** {@code /control/faults}: everything that is wrong now, and the call that ends all of it. */
final class FaultOverview {

    private record Overview(
            List<Faults.Pending<RestFault>> rest,
            List<Faults.Pending<RestFault>> realtime,
            List<Faults.Pending<WebhookFault>> webhooks,
            List<Faults.Pending<StreamFault>> eventStream,
            List<PendingBehavior> make,
            boolean apiKeyRevoked) {}

    private final Faults<RestFault> rest;
    private final Faults<RestFault> realtime;
    private final Faults<WebhookFault> webhooks;
    private final Faults<StreamFault> eventStream;
    private final MakeHooks make;
    private final AccessTokens tokens;

    FaultOverview(
            Faults<RestFault> rest,
            Faults<RestFault> realtime,
            Faults<WebhookFault> webhooks,
            Faults<StreamFault> eventStream,
            MakeHooks make,
            AccessTokens tokens) {
        this.rest = rest;
        this.realtime = realtime;
        this.webhooks = webhooks;
        this.eventStream = eventStream;
        this.make = make;
        this.tokens = tokens;
    }

    void mount(ControlRoutes routes) {
        routes.get(
                "/control/faults",
                context -> new Overview(
                        rest.pending(),
                        realtime.pending(),
                        webhooks.pending(),
                        eventStream.pending(),
                        make.pendingBehaviors(),
                        tokens.isRevoked()));
        routes.delete("/control/faults", context -> {
            clearFaults();
            make.clearBehaviors();
            return true;
        });
    }

    /** All but the behaviors of Make.com's hooks, which a reset leaves out with the hooks. */
    void clearFaults() {
        rest.clear();
        realtime.clear();
        webhooks.clear();
        eventStream.clear();
        tokens.revoke(false);
    }
}
