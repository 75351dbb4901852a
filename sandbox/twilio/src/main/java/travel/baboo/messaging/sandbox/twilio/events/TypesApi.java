package travel.baboo.messaging.sandbox.twilio.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.TwilioHandler;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;

/** {@code /v1/Types} and {@code /v1/Schemas}: the types of Conversations only. Their dates are made up. */
final class TypesApi {

    private static final String DATE = "2022-01-01T00:00:00Z";

    private final String origin;

    TypesApi(String origin) {
        this.origin = origin;
    }

    void mount(TwilioRouter router) {
        router.get("/v1/Types", TwilioHandler.direct(this::list));
        router.get(
                "/v1/Types/:Type",
                TwilioHandler.direct(
                        call -> TwilioAnswer.ok(call.require(StreamType.find(call.path("Type")), type -> json(type)))));
        router.get("/v1/Schemas/:Id", TwilioHandler.direct(call -> TwilioAnswer.ok(schema(id(call)))));
        router.get("/v1/Schemas/:Id/Versions", TwilioHandler.direct(this::versions));
        router.get(
                "/v1/Schemas/:Id/Versions/:Version",
                TwilioHandler.direct(call -> TwilioAnswer.ok(version(id(call), call.path("Version")))));
    }

    private TwilioAnswer list(TwilioCall call) {
        @Nullable String schema = call.query().find("SchemaId");
        List<StreamType> found = StreamType.list().stream()
                .filter(type -> schema == null || schema.equals(type.schema()))
                .toList();
        return TwilioAnswer.ok(Page.of(call.query(), found, StreamType::name, 50, 1000)
                .toJson("types", origin + "/v1/Types", call.query(), this::json));
    }

    private String id(TwilioCall call) {
        String id = call.path("Id");
        return call.require(
                StreamType.list().stream().anyMatch(type -> type.schema().equals(id)) ? id : null);
    }

    private TwilioAnswer versions(TwilioCall call) {
        String id = id(call);
        List<String> all = IntStream.rangeClosed(1, StreamType.LATEST_VERSION)
                .mapToObj(Integer::toString)
                .toList();
        return TwilioAnswer.ok(Page.of(call.query(), all, version -> version, 50, 1000)
                .toJson(
                        "schema_versions",
                        origin + "/v1/Schemas/" + id + "/Versions",
                        call.query(),
                        version -> version(id, version)));
    }

    private ObjectNode json(StreamType type) {
        ObjectNode json = Json.object()
                .put("type", type.name())
                .put("schema_id", type.schema())
                .put("date_created", DATE)
                .put("date_updated", DATE)
                .put("description", type.classic())
                .put("status", type.discontinued() ? "discontinued" : "available")
                .put("documentation_url", "https://www.twilio.com/docs/events/event-types/conversations")
                .put("url", origin + "/v1/Types/" + type.name());
        json.putObject("links").put("schema", origin + "/v1/Schemas/" + type.schema());
        return json;
    }

    private ObjectNode schema(String id) {
        String url = origin + "/v1/Schemas/" + id;
        ObjectNode json = Json.object()
                .put("id", id)
                .put("latest_version", StreamType.LATEST_VERSION)
                .put("latest_version_date_created", DATE)
                .put("url", url);
        json.putObject("links").put("versions", url + "/Versions");
        return json;
    }

    private ObjectNode version(String id, String version) {
        if (!version.equals("1") && !version.equals("2")) {
            throw TwilioException.notFound("/Schemas/" + id + "/Versions/" + version);
        }
        return Json.object()
                .put("id", id)
                .put("schema_version", Integer.parseInt(version))
                .put("date_created", DATE)
                .put("url", origin + "/v1/Schemas/" + id + "/Versions/" + version)
                .put("raw", "https://events-schemas.twilio.com/" + id + "/" + version);
    }
}
