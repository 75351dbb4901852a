package travel.baboo.messaging.conversation.provision;

import com.twilio.converter.Converter;
import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of Twilio's Events API (github.com/twilio/twilio-oai spec/json/twilio_events_v1.json) and of Chat v2 that provisioning uses, in
 * memory, behind the SDK's own client.
 */
final class FakeEventsApi extends HttpClient {

    static final String SERVICE = "IS" + "1".repeat(32);

    record FakeSink(String sid, String description, Map<String, Object> configuration, String status) {}

    final Map<String, FakeSink> sinks = new TreeMap<>();

    /** The sink of each subscription. */
    final Map<String, String> subscriptions = new TreeMap<>();

    final Map<String, Map<String, Integer>> versions = new TreeMap<>();

    /** Calls that change something, in order. */
    final List<String> changes = new ArrayList<>();

    int retries;

    private String newStatus = "active";
    private int made;

    void makeSinks(String status) {
        newStatus = status;
    }

    TwilioRestClient client() {
        return new TwilioRestClient.Builder("AC" + "1".repeat(32), "secret")
                .httpClient(this)
                .build();
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        String path = URI.create(request.getUrl()).getPath();
        String[] parts = path.split("/", -1);
        if (request.getMethod() != HttpMethod.GET) {
            changes.add(request.getMethod() + " " + parts[2] + (parts.length > 4 ? "/" + parts[4] : ""));
        }
        return switch (parts[2]) {
            case "Sinks" -> sinks(request, parts);
            case "Subscriptions" -> subscriptions(request, parts);
            case "Services" -> service(request);
            default -> new Response("{\"code\":20404,\"message\":\"not found\",\"status\":404}", 404);
        };
    }

    private Response sinks(Request request, String[] parts) {
        if (parts.length == 5) {
            return json(201, Map.of("result", "submitted"));
        }
        if (parts.length == 4) {
            String sid = parts[3];
            if (request.getMethod() == HttpMethod.DELETE) {
                if (subscriptions.containsValue(sid)) {
                    return new Response("{\"code\":91101,\"message\":\"Sink is in use\",\"status\":400}", 400);
                }
                sinks.remove(sid);
                return new Response("", 204);
            }
            return json(200, sink(Objects.requireNonNull(sinks.get(sid))));
        }
        if (request.getMethod() == HttpMethod.GET) {
            return page(
                    "sinks", sinks.values().stream().map(FakeEventsApi::sink).toList());
        }
        FakeSink sink = new FakeSink(
                "DG" + "%032d".formatted(++made),
                form(request, "Description"),
                Converter.jsonToMap(form(request, "SinkConfiguration")),
                newStatus);
        sinks.put(sink.sid(), sink);
        return json(201, sink(sink));
    }

    private static Map<String, Object> sink(FakeSink sink) {
        return Map.of(
                "sid", sink.sid(),
                "description", sink.description(),
                "sink_configuration", sink.configuration(),
                "sink_type", "webhook",
                "status", sink.status());
    }

    private Response subscriptions(Request request, String[] parts) {
        if (parts.length >= 5) {
            return subscribedEvents(request, parts);
        }
        if (parts.length == 4) {
            subscriptions.remove(parts[3]);
            versions.remove(parts[3]);
            return new Response("", 204);
        }
        if (request.getMethod() == HttpMethod.GET) {
            List<String> wanted = request.getQueryParams().getOrDefault("SinkSid", List.of());
            return page(
                    "subscriptions",
                    subscriptions.entrySet().stream()
                            .filter(entry -> wanted.contains(entry.getValue()))
                            .map(entry -> subscription(entry.getKey(), entry.getValue()))
                            .toList());
        }
        String sid = "DF" + "%032d".formatted(++made);
        subscriptions.put(sid, form(request, "SinkSid"));
        Map<String, Integer> types = new TreeMap<>();
        request.getPostParams().getOrDefault("Types", List.of()).forEach(text -> {
            Map<String, Object> type = Converter.jsonToMap(text);
            types.put(String.valueOf(type.get("type")), (Integer) type.get("schema_version"));
        });
        versions.put(sid, types);
        return json(201, subscription(sid, form(request, "SinkSid")));
    }

    private static Map<String, Object> subscription(String sid, String sink) {
        return Map.of("sid", sid, "sink_sid", sink);
    }

    private Response subscribedEvents(Request request, String[] parts) {
        Map<String, Integer> types = Objects.requireNonNull(versions.get(parts[3]));
        if (request.getMethod() == HttpMethod.GET) {
            List<Map<String, Object>> events = new ArrayList<>();
            types.forEach((type, version) -> events.add(event(type, version)));
            return page("types", events);
        }
        String type = parts.length == 6 ? parts[5] : form(request, "Type");
        types.put(type, Integer.valueOf(form(request, "SchemaVersion")));
        return json(200, event(type, Integer.parseInt(form(request, "SchemaVersion"))));
    }

    private static Map<String, Object> event(String type, int version) {
        return Map.of("type", type, "schema_version", version);
    }

    private Response service(Request request) {
        if (request.getMethod() == HttpMethod.POST) {
            retries = Integer.parseInt(form(request, "PostWebhookRetryCount"));
        }
        return json(200, Map.of("sid", SERVICE, "post_webhook_retry_count", retries));
    }

    private static String form(Request request, String name) {
        return request.getPostParams().getOrDefault(name, List.of("")).get(0);
    }

    private static Response page(String key, List<Map<String, Object>> items) {
        Map<String, Object> page = new LinkedHashMap<>();
        Map<String, @Nullable Object> meta = new LinkedHashMap<>(
                Map.of("key", key, "page", 0, "page_size", 50, "url", "https://events.twilio.com/v1"));
        meta.put("first_page_url", null);
        meta.put("next_page_url", null);
        meta.put("previous_page_url", null);
        page.put("meta", meta);
        page.put(key, items);
        return json(200, page);
    }

    private static Response json(int status, Map<String, Object> body) {
        return new Response(Converter.mapToJson(body), status);
    }
}
