package travel.baboo.messaging.sandbox.make;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.ControlRoutes;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.http.ProblemException;
import travel.baboo.messaging.sandbox.http.Queries;

/** {@code /control/make}: hooks, their deliveries and behavior, and scenarios that call our API. */
public final class MakeControl {

    private record View(MakeHook hook, HookBox.Counts counts, List<MakeBehavior> behaviors) {
        static View of(HookBox box) {
            return new View(box.hook(), box.counts(), box.behaviors());
        }
    }

    private final MakeHooks hooks;
    private final MakeScenario scenario;

    public MakeControl(MakeHooks hooks, MakeScenario scenario) {
        this.hooks = hooks;
        this.scenario = scenario;
    }

    public void mount(ControlRoutes routes) {
        routes.get(
                "/control/make/hooks",
                context -> Map.of("items", hooks.list().stream().map(View::of).toList()));
        routes.get("/control/make/hooks/:id", context -> View.of(box(context)));
        routes.put("/control/make/hooks/:id", this::put);
        routes.delete("/control/make/hooks/:id", context -> hooks.remove(context.pathParam("id")));
        routes.get("/control/make/hooks/:id/deliveries", this::deliveries);
        routes.get("/control/make/hooks/:id/deliveries/:number", this::delivery);
        routes.delete("/control/make/hooks/:id/deliveries", context -> {
            box(context).clear();
            return true;
        });
        routes.put("/control/make/hooks/:id/behavior", this::behave);
        routes.postLater("/control/make/scenarios/post", this::run);
    }

    private Object put(RoutingContext context) {
        ObjectNode body = Bodies.jsonObject(context).put("id", context.pathParam("id"));
        hooks.put(Bodies.convert(body, MakeHook.class));
        return View.of(box(context));
    }

    /** All that are kept, or those after {@code ?after=<number>}, of {@code ?conversation=}, or the {@code ?newest=<count>}. */
    private Object deliveries(RoutingContext context) {
        long after = Queries.number(context, "after", 0);
        String conversation = context.queryParams().get("conversation");
        List<MakeDelivery> later = box(context).deliveries().stream()
                .filter(delivery -> delivery.number() > after)
                .filter(delivery -> conversation == null || conversation.equals(delivery.conversationSid()))
                .toList();
        return Map.of("counts", box(context).counts(), "items", Queries.newest(context, later));
    }

    private Object delivery(RoutingContext context) {
        long number = Queries.pathNumber(context, "number");
        return box(context).deliveries().stream()
                .filter(delivery -> delivery.number() == number)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("There is no delivery " + number));
    }

    /** One behavior as an object, or several, tried in order, as {@code {"behaviors":[…]}}; none accepts everything. */
    private Object behave(RoutingContext context) {
        ObjectNode body = Bodies.jsonObject(context);
        List<MakeBehavior> behaviors = new ArrayList<>();
        if (body.has("behaviors")) {
            for (JsonNode node : body.get("behaviors")) {
                behaviors.add(Bodies.convert(node, MakeBehavior.class));
            }
        } else if (!body.isEmpty()) {
            behaviors.add(Bodies.convert(body, MakeBehavior.class));
        }
        box(context).behave(behaviors);
        return View.of(box(context));
    }

    private Future<Object> run(RoutingContext context) {
        return scenario.run(Bodies.json(context, MakeScenario.Call.class))
                .<Object>map(Json.MAPPER::valueToTree)
                .recover(failure -> Future.failedFuture(
                        new ProblemException(502, "No answer", "The scenario's call failed: " + failure.getMessage())));
    }

    private HookBox box(RoutingContext context) {
        HookBox box = hooks.find(context.pathParam("id"));
        if (box == null) {
            throw ProblemException.notFound("There is no hook " + context.pathParam("id"));
        }
        return box;
    }
}
