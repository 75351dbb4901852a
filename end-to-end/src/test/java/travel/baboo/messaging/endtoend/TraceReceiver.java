package travel.baboo.messaging.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import travel.baboo.messaging.sandbox.http.FreePorts;

/** Takes spans as a collector does, over OTLP with HTTP, and keeps them. */
final class TraceReceiver implements AutoCloseable {

    /** A span that a service has exported; its parent is empty at the root of a trace. */
    record Span(
            String service,
            String name,
            String kind,
            String traceId,
            String id,
            String parentId,
            Map<String, String> attributes) {}

    private final HttpServer server;
    /** By id: an exporter repeats a batch whose answer it did not see, and a span that arrives twice is one span. */
    private final ConcurrentMap<String, Span> spans = new ConcurrentHashMap<>();

    TraceReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.find()), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** The settings with which a service exports to it. */
    Map<String, String> settings() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENABLED",
                "true",
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://localhost:" + server.getAddress().getPort());
    }

    List<Span> spans() {
        return List.copyOf(spans.values());
    }

    List<Span> trace(String traceId) {
        return spans.values().stream()
                .filter(span -> span.traceId().equals(traceId))
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
        request.getResourceSpansList().forEach(this::keep);
        byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void keep(ResourceSpans resource) {
        String service = attributes(resource.getResource().getAttributesList()).get("service.name");
        for (ScopeSpans scope : resource.getScopeSpansList()) {
            for (io.opentelemetry.proto.trace.v1.Span span : scope.getSpansList()) {
                HexFormat hex = HexFormat.of();
                Span received = new Span(
                        String.valueOf(service),
                        span.getName(),
                        span.getKind().name().replace("SPAN_KIND_", ""),
                        hex.formatHex(span.getTraceId().toByteArray()),
                        hex.formatHex(span.getSpanId().toByteArray()),
                        hex.formatHex(span.getParentSpanId().toByteArray()),
                        attributes(span.getAttributesList()));
                spans.put(received.traceId() + received.id(), received);
            }
        }
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, entry -> text(entry.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasStringValue() ? value.getStringValue() : value.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
