package travel.baboo.messaging.sandbox.control;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import travel.baboo.messaging.sandbox.fault.Fault;
import travel.baboo.messaging.sandbox.fault.Faults;
import travel.baboo.messaging.sandbox.fault.RestFault;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.BoundedLog;
import travel.baboo.messaging.sandbox.http.ControlRoutes;
import travel.baboo.messaging.sandbox.http.ProblemException;
import travel.baboo.messaging.sandbox.http.Queries;
import travel.baboo.messaging.sandbox.twilio.RestRequest;
import travel.baboo.messaging.sandbox.twilio.events.StreamAttempt;
import travel.baboo.messaging.sandbox.twilio.events.StreamFault;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookAttempt;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookFault;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookLog;

/** {@code /control/faults/…}, and the records of REST requests and attempts to deliver. */
final class FaultControl {

    private final Faults<RestFault> restFaults;
    private final Faults<RestFault> realtimeFaults;
    private final Faults<WebhookFault> webhookFaults;
    private final Faults<StreamFault> streamFaults;
    private final BoundedLog<RestRequest> requests;
    private final WebhookLog webhooks;
    private final BoundedLog<StreamAttempt> streamAttempts;

    FaultControl(
            Faults<RestFault> restFaults,
            Faults<RestFault> realtimeFaults,
            Faults<WebhookFault> webhookFaults,
            Faults<StreamFault> streamFaults,
            BoundedLog<RestRequest> requests,
            WebhookLog webhooks,
            BoundedLog<StreamAttempt> streamAttempts) {
        this.restFaults = restFaults;
        this.realtimeFaults = realtimeFaults;
        this.webhookFaults = webhookFaults;
        this.streamFaults = streamFaults;
        this.requests = requests;
        this.webhooks = webhooks;
        this.streamAttempts = streamAttempts;
    }

    void mount(ControlRoutes routes) {
        mount(routes, "/control/faults/rest", restFaults, RestFault.class);
        mount(routes, "/control/faults/realtime", realtimeFaults, RestFault.class);
        mount(routes, "/control/faults/webhooks", webhookFaults, WebhookFault.class);
        mount(routes, "/control/faults/event-stream", streamFaults, StreamFault.class);
        routes.get("/control/twilio/requests", context -> Map.of("items", requests.toList()));
        routes.delete("/control/twilio/requests", context -> {
            requests.clear();
            return true;
        });
        routes.get("/control/webhooks", this::attempts);
        routes.get("/control/webhooks/:number", this::attempt);
        routes.get("/control/event-stream", this::streamAttempts);
    }

    /** By {@code ?after=<number>} and {@code ?newest=<count>}. */
    private Object streamAttempts(RoutingContext context) {
        long after = Queries.number(context, "after", 0);
        List<StreamAttempt> found = streamAttempts.toList().stream()
                .filter(attempt -> attempt.number() > after)
                .toList();
        return Map.of("items", Queries.newest(context, found));
    }

    /** By {@code ?after=<number>}, {@code ?conversation=}, {@code ?type=} and {@code ?newest=<count>}. */
    private Object attempts(RoutingContext context) {
        long after = Queries.number(context, "after", 0);
        String conversation = context.queryParams().get("conversation");
        String type = context.queryParams().get("type");
        List<WebhookAttempt> found = webhooks.list().stream()
                .filter(attempt -> attempt.number() > after)
                .filter(attempt -> conversation == null || conversation.equals(attempt.conversationSid()))
                .filter(attempt -> type == null || type.equals(attempt.eventType()))
                .toList();
        return Map.of("items", Queries.newest(context, found));
    }

    private Object attempt(RoutingContext context) {
        long number = Queries.pathNumber(context, "number");
        return webhooks.list().stream()
                .filter(attempt -> attempt.number() == number)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("There is no webhook attempt " + number));
    }

    private static <F extends Fault> void mount(ControlRoutes routes, String path, Faults<F> faults, Class<F> type) {
        routes.get(path, context -> Map.of("items", faults.list()));
        routes.post(path, context -> {
            F fault = Bodies.json(context, type);
            faults.add(fault);
            return fault;
        });
        routes.delete(path, context -> {
            faults.clear();
            return true;
        });
    }
}
