package travel.baboo.messaging.sandbox.twilio.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.TwilioHandler;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;

/** {@code /v1/Sinks}. Source: twilio_events_v1 of Twilio's OpenAPI; the limit of 100 sinks: twilio.com/docs/api/errors/91003. */
final class SinksApi {

    private static final int LIMIT = 100;
    private static final List<String> TYPES = List.of("kinesis", "webhook", "segment", "email");
    private static final List<String> STATES = List.of("initialized", "validating", "active", "failed");

    private final String origin;
    private final Clock clock;
    private final Streams streams;
    private final StreamDelivery delivery;

    SinksApi(String origin, Clock clock, Streams streams, StreamDelivery delivery) {
        this.origin = origin;
        this.clock = clock;
        this.streams = streams;
        this.delivery = delivery;
    }

    void mount(TwilioRouter router) {
        router.post("/v1/Sinks", TwilioHandler.direct(this::create));
        router.get("/v1/Sinks", TwilioHandler.direct(this::list));
        router.get("/v1/Sinks/:Sid", TwilioHandler.direct(call -> TwilioAnswer.ok(json(sink(call)))));
        router.post("/v1/Sinks/:Sid", TwilioHandler.direct(this::update));
        router.delete("/v1/Sinks/:Sid", TwilioHandler.direct(this::delete));
        router.post("/v1/Sinks/:Sid/Test", TwilioHandler.direct(this::test));
        router.post("/v1/Sinks/:Sid/Validate", TwilioHandler.direct(this::validate));
    }

    private Sink sink(TwilioCall call) {
        return call.require(streams.findSink(call.path("Sid")));
    }

    private TwilioAnswer create(TwilioCall call) {
        String description = call.body().required("Description");
        call.body().required("SinkType");
        String type = String.valueOf(call.body().oneOf("SinkType", TYPES));
        JsonNode configuration = configuration(call.body().required("SinkConfiguration"));
        if (type.equals("webhook")
                && !Parameters.isHttpUrl(configuration.path("destination").asText())) {
            throw TwilioException.invalid("SinkConfiguration");
        }
        if (streams.sinks().size() >= LIMIT) {
            throw TwilioException.badRequest(91003, "Sink limit exceeded");
        }
        return TwilioAnswer.created(json(streams.createSink(description, type, configuration)));
    }

    private static JsonNode configuration(String text) {
        try {
            if (Json.MAPPER.readTree(text) instanceof ObjectNode object) {
                String method = object.path("method").asText("POST");
                if (List.of("POST", "GET").contains(method)) {
                    // Left out, the API answered false.
                    object.put("method", method)
                            .put("batch_events", object.path("batch_events").asBoolean(false));
                    return object;
                }
            }
        } catch (JsonProcessingException notJson) {
            throw TwilioException.invalid("SinkConfiguration");
        }
        throw TwilioException.invalid("SinkConfiguration");
    }

    private TwilioAnswer list(TwilioCall call) {
        @Nullable Boolean inUse = call.queryParameters().bool("InUse");
        @Nullable String status = call.queryParameters().oneOf("Status", STATES);
        List<Sink> found = streams.sinks().stream()
                .filter(sink -> inUse == null || inUse == streams.isInUse(sink))
                .filter(sink -> status == null || sink.status().equals(status))
                .toList();
        return TwilioAnswer.ok(Page.of(call.query(), found, Sink::sid, 50, 1000)
                .toJson("sinks", origin + "/v1/Sinks", call.query(), this::json));
    }

    private TwilioAnswer update(TwilioCall call) {
        Sink sink = sink(call);
        return TwilioAnswer.ok(
                json(streams.save(sink.described(call.body().required("Description"), clock.instant()))));
    }

    /** Whether Twilio refuses to delete a sink in use is not documented; our provisioning deletes the subscription first. */
    private TwilioAnswer delete(TwilioCall call) {
        Sink sink = sink(call);
        if (streams.isInUse(sink)) {
            throw TwilioException.badRequest(91101, "Sink " + sink.sid() + " is in use");
        }
        streams.remove(sink);
        return TwilioAnswer.deleted();
    }

    private TwilioAnswer test(TwilioCall call) {
        Sink sink = sink(call);
        delivery.test(sink);
        return TwilioAnswer.created(Json.object().put("result", "submitted"));
    }

    private TwilioAnswer validate(TwilioCall call) {
        Objects.requireNonNull(sink(call));
        call.body().required("TestId");
        return TwilioAnswer.created(Json.object().put("result", "valid"));
    }

    private ObjectNode json(Sink sink) {
        String url = origin + "/v1/Sinks/" + sink.sid();
        ObjectNode json = Json.object()
                .put("sid", sink.sid())
                .put("description", sink.description())
                .put("sink_type", sink.type())
                .put("status", sink.status())
                .put("date_created", TwilioDates.iso(sink.created()))
                .put("date_updated", TwilioDates.iso(sink.updated()))
                .put("url", url);
        json.set("sink_configuration", sink.configuration());
        json.putObject("links").put("sink_test", url + "/Test").put("sink_validate", url + "/Validate");
        return json;
    }
}
