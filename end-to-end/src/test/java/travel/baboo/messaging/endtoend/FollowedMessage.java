package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import travel.baboo.messaging.endtoend.TraceReceiver.Span;

/** One message on its way from Twilio's webhook to Make.com, as its trace and the logs report it. */
final class FollowedMessage {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HOOK = "/control/make/hooks/baboo-local/deliveries?limit=";
    private static final String RECEIVE = "twilio.events receive";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final BorrowedStack stack;
    private final String conversationSid;
    private final String messageSid = "IM" + UUID.randomUUID().toString().replace("-", "");
    private String traceId = "";
    private String senderId = "";

    /** @param stack has delivered something to Make.com already: the message belongs to the same conversation */
    FollowedMessage(BorrowedStack stack) throws IOException, InterruptedException {
        this.stack = stack;
        this.conversationSid = deliveries(1).get(0).at("/conversation/sid").asText();
    }

    /** Sends the webhook and waits until Make.com has the message. */
    void send(int index, String author, String body) throws Exception {
        HttpRequest webhook = SignedWebhook.messageAdded(stack, conversationSid, messageSid, index, author, body)
                .request();
        assertThat(http.send(webhook, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        String[] traceparent =
                await("the message at Make.com", this::traceparent).split("-", -1);
        assertThat(traceparent).hasSize(4);
        traceId = traceparent[1];
        senderId = traceparent[2];
    }

    private Optional<String> traceparent() throws IOException, InterruptedException {
        for (JsonNode delivery : rawDeliveries(100)) {
            if (json.readTree(delivery.get("body").asText())
                    .at("/message/sid")
                    .asText()
                    .equals(messageSid)) {
                return Optional.of(delivery.at("/headers/traceparent").asText());
            }
        }
        return Optional.empty();
    }

    /** One trace: webhook, publishing, receipt by both consumers, and the request that Make.com got. */
    void isOneTrace(TraceReceiver receiver) {
        // Each service sends what it has from time to time.
        List<Span> spans =
                await("the three services' spans of trace " + traceId, () -> Optional.of(receiver.trace(traceId))
                        .filter(found -> found.size() >= 5
                                && found.stream().map(Span::service).distinct().count() == 3));
        Span webhook = only(spans, "webhook-ingest-service", "SERVER");
        // At least once: on a busy machine a record may be published or received again, each time with a span of its
        // own.
        List<Span> created = some(spans, "webhook-ingest-service", "PRODUCER");
        List<Span> mirrored = some(spans, "conversation-service", "CONSUMER");
        List<Span> taken = some(spans, "relay-service", "CONSUMER");
        Span delivered = some(spans, "relay-service", "CLIENT").stream()
                .filter(span -> span.id().equals(senderId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span is the request that Make.com got"));
        assertThat(webhook.parentId()).isEmpty();
        assertThat(webhook.name()).isEqualTo("POST /api/webhooks/{name}");
        assertThat(created).allSatisfy(span -> assertThat(span.parentId()).isEqualTo(webhook.id()));
        assertThat(Stream.concat(mirrored.stream(), taken.stream())).allSatisfy(span -> {
            assertThat(span.parentId()).isIn(ids(created));
            assertThat(span.name()).isEqualTo(RECEIVE);
        });
        assertThat(delivered.parentId()).isIn(ids(taken));
        assertThat(delivered.attributes())
                .containsEntry("baboo.event.id", "message-added:" + messageSid)
                .containsEntry("baboo.outcome", "accepted");
        // All other spans are children of one of its spans.
        Set<String> ids = spans.stream().map(Span::id).collect(Collectors.toSet());
        assertThat(spans.stream().filter(span -> !span.equals(webhook)).map(Span::parentId))
                .isSubsetOf(ids);
    }

    private static Set<String> ids(List<Span> spans) {
        return spans.stream().map(Span::id).collect(Collectors.toSet());
    }

    private static Span only(List<Span> spans, String service, String kind) {
        List<Span> found = some(spans, service, kind);
        assertThat(found).as("%s of %s in %s", kind, service, spans).hasSize(1);
        return found.get(0);
    }

    private static List<Span> some(List<Span> spans, String service, String kind) {
        List<Span> found = spans.stream()
                .filter(span -> span.service().equals(service) && span.kind().equals(kind))
                .filter(span -> !kind.equals("CLIENT") || span.name().startsWith("deliver to "))
                .toList();
        assertThat(found).as("%s of %s in %s", kind, service, spans).isNotEmpty();
        return found;
    }

    /** Each service that handled it has said so, with what one would look for. */
    void isInTheLog(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<JsonNode> about = lines.filter(line -> line.startsWith("{"))
                    .map(this::parse)
                    .filter(line -> line.at("/mdc/eventId").asText().equals("message-added:" + messageSid))
                    .toList();
            assertThat(about)
                    .as("lines about the message in %s", log.getFileName())
                    .isNotEmpty();
            assertThat(about).allSatisfy(line -> {
                assertThat(line.at("/mdc/traceId").asText()).isEqualTo(traceId);
                assertThat(line.at("/mdc/conversationSid").asText()).isEqualTo(conversationSid);
                assertThat(line.at("/message").asText())
                        .as("a sentence, with its fields beside it")
                        .doesNotContain("=");
            });
        }
    }

    private JsonNode parse(String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    private List<JsonNode> deliveries(int newest) throws IOException, InterruptedException {
        List<JsonNode> bodies = new ArrayList<>();
        for (JsonNode delivery : rawDeliveries(newest)) {
            bodies.add(json.readTree(delivery.get("body").asText()));
        }
        return bodies;
    }

    private JsonNode rawDeliveries(int newest) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + stack.port(8090) + HOOK + newest))
                .build();
        return json.readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .get("items");
    }

    static <T> T await(String what, Callable<Optional<T>> look) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .until(look, Optional::isPresent)
                .orElseThrow();
    }
}
