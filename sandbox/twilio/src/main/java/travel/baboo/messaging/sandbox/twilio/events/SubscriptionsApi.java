package travel.baboo.messaging.sandbox.twilio.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.TwilioHandler;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;

/**
 * {@code /v1/Subscriptions} and {@code SubscribedEvents}. Errors 91100 (sink not active) and 91101 (repeated types, empty
 * description): twilio.com/docs/api/errors. One subscription for a sink, and the refusal of a discontinued type, as seen live; the
 * code of those two is not documented.
 */
final class SubscriptionsApi {

    private static final int LIMIT = 100;
    private static final int NOT_ACTIVE = 91100;
    private static final int INVALID = 91101;

    private final String accountSid;
    private final String origin;
    private final Clock clock;
    private final Streams streams;

    SubscriptionsApi(String accountSid, String origin, Clock clock, Streams streams) {
        this.accountSid = accountSid;
        this.origin = origin;
        this.clock = clock;
        this.streams = streams;
    }

    void mount(TwilioRouter router) {
        String one = "/v1/Subscriptions/:Sid";
        String events = one + "/SubscribedEvents";
        router.post("/v1/Subscriptions", TwilioHandler.direct(this::create));
        router.get("/v1/Subscriptions", TwilioHandler.direct(this::list));
        router.get(one, TwilioHandler.direct(call -> TwilioAnswer.ok(json(subscription(call)))));
        router.post(one, TwilioHandler.direct(this::update));
        router.delete(one, TwilioHandler.direct(this::delete));
        router.get(events, TwilioHandler.direct(this::listEvents));
        router.post(events, TwilioHandler.direct(this::addEvent));
        router.get(events + "/:Type", TwilioHandler.direct(call -> TwilioAnswer.ok(event(call))));
        router.post(events + "/:Type", TwilioHandler.direct(this::updateEvent));
        router.delete(events + "/:Type", TwilioHandler.direct(this::removeEvent));
    }

    private Subscription subscription(TwilioCall call) {
        return call.require(streams.findSubscription(call.path("Sid")));
    }

    private TwilioAnswer create(TwilioCall call) {
        @Nullable String description = call.body().text("Description");
        if (description == null || description.isBlank()) {
            throw TwilioException.badRequest(INVALID, "Description must not be empty");
        }
        Sink sink = streams.findSink(call.body().required("SinkSid"));
        if (sink == null) {
            throw TwilioException.invalid("SinkSid");
        }
        call.body().required("Types");
        Map<String, Integer> types = types(call.body().all("Types"));
        if (!sink.isActive()) {
            throw TwilioException.badRequest(NOT_ACTIVE, "Sink " + sink.sid() + " is not active");
        }
        if (streams.isInUse(sink)) {
            throw TwilioException.badRequest(INVALID, "Sink " + sink.sid() + " is in use");
        }
        if (streams.subscriptions().size() >= LIMIT) {
            throw TwilioException.badRequest(91003, "Subscription limit exceeded");
        }
        return TwilioAnswer.created(json(streams.createSubscription(sink.sid(), description, types)));
    }

    /** {@code Types} is a repeated field of JSON objects; one field with a JSON array is refused, as seen live. */
    private static Map<String, Integer> types(List<String> texts) {
        Map<String, Integer> types = new LinkedHashMap<>();
        for (String text : texts) {
            JsonNode node = object(text);
            String name = node.path("type").asText();
            int version = version(name, node.path("schema_version").asInt(StreamType.LATEST_VERSION));
            if (types.put(name, version) != null) {
                throw TwilioException.badRequest(INVALID, "Type " + name + " is repeated");
            }
        }
        return types;
    }

    private static JsonNode object(String text) {
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            if (node.isObject() && node.path("type").isTextual()) {
                return node;
            }
        } catch (JsonProcessingException notJson) {
            throw TwilioException.invalid("Types");
        }
        throw TwilioException.invalid("Types");
    }

    private static int version(String name, int version) {
        StreamType type = StreamType.find(name);
        if (type == null) {
            throw TwilioException.badRequest(INVALID, "Type " + name + " is unknown");
        }
        if (type.discontinued()) {
            throw TwilioException.badRequest(INVALID, "Type is discontinued");
        }
        if (version < 1 || version > StreamType.LATEST_VERSION) {
            throw TwilioException.badRequest(INVALID, "Schema version " + version + " is unknown");
        }
        return version;
    }

    private TwilioAnswer list(TwilioCall call) {
        @Nullable String sink = call.query().find("SinkSid");
        List<Subscription> found = streams.subscriptions().stream()
                .filter(subscription -> sink == null || sink.equals(subscription.sinkSid()))
                .toList();
        return TwilioAnswer.ok(Page.of(call.query(), found, Subscription::sid, 50, 1000)
                .toJson("subscriptions", origin + "/v1/Subscriptions", call.query(), this::json));
    }

    private TwilioAnswer update(TwilioCall call) {
        Subscription subscription = subscription(call);
        String description = call.body().required("Description");
        return TwilioAnswer.ok(json(streams.save(subscription.described(description, clock.instant()))));
    }

    private TwilioAnswer delete(TwilioCall call) {
        streams.remove(subscription(call));
        return TwilioAnswer.deleted();
    }

    private TwilioAnswer listEvents(TwilioCall call) {
        Subscription subscription = subscription(call);
        List<String> names = List.copyOf(subscription.types().keySet());
        return TwilioAnswer.ok(Page.of(call.query(), names, name -> name, 50, 1000)
                .toJson(
                        "types",
                        url(subscription) + "/SubscribedEvents",
                        call.query(),
                        name -> event(subscription, name)));
    }

    private TwilioAnswer addEvent(TwilioCall call) {
        Subscription subscription = subscription(call);
        String name = call.body().required("Type");
        if (subscription.types().containsKey(name)) {
            throw TwilioException.badRequest(INVALID, "Type " + name + " is repeated");
        }
        return TwilioAnswer.created(event(save(call, subscription, name), name));
    }

    private TwilioAnswer updateEvent(TwilioCall call) {
        event(call);
        String name = call.path("Type");
        return TwilioAnswer.ok(event(save(call, subscription(call), name), name));
    }

    private Subscription save(TwilioCall call, Subscription subscription, String name) {
        @Nullable Integer wanted = call.body().integer("SchemaVersion");
        int version = version(name, wanted == null ? StreamType.LATEST_VERSION : wanted);
        return streams.save(subscription.with(name, version, clock.instant()));
    }

    private TwilioAnswer removeEvent(TwilioCall call) {
        event(call);
        streams.save(subscription(call).without(call.path("Type"), clock.instant()));
        return TwilioAnswer.deleted();
    }

    private ObjectNode event(TwilioCall call) {
        Subscription subscription = subscription(call);
        call.require(subscription.types().get(call.path("Type")));
        return event(subscription, call.path("Type"));
    }

    private ObjectNode event(Subscription subscription, String name) {
        return Json.object()
                .put("account_sid", accountSid)
                .put("subscription_sid", subscription.sid())
                .put("type", name)
                .put("schema_version", subscription.types().get(name))
                .put("url", url(subscription) + "/SubscribedEvents/" + name);
    }

    private ObjectNode json(Subscription subscription) {
        ObjectNode json = Json.object()
                .put("sid", subscription.sid())
                .put("account_sid", accountSid)
                .put("sink_sid", subscription.sinkSid())
                .put("description", subscription.description())
                .put("date_created", TwilioDates.iso(subscription.created()))
                .put("date_updated", TwilioDates.iso(subscription.updated()))
                .put("url", url(subscription));
        json.putObject("links").put("subscribed_events", url(subscription) + "/SubscribedEvents");
        return json;
    }

    private String url(Subscription subscription) {
        return origin + "/v1/Subscriptions/" + subscription.sid();
    }
}
