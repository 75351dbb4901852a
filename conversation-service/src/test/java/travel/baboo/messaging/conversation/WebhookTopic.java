package travel.baboo.messaging.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;

/** Stands where the ingest stands: makes events of the sandbox's webhooks, without the ingest's promises. */
public final class WebhookTopic implements AutoCloseable {

    public static final String PATH = "/api/webhooks/twilio-event";

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final KafkaProducer<String, byte[]> producer;

    public WebhookTopic(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    }

    /** Puts what a webhook says on the topic. */
    public void receive(MultiMap form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        form.names().forEach(name -> fields.put(name, form.getAll(name)));
        String type = Objects.requireNonNull(form.get("EventType"));
        publish(TwilioEvents.fromFields(type, new TwilioFields(fields), Instant.now(), Origin.WEBHOOK));
    }

    /** Puts an event on the topic. */
    @SuppressWarnings("FutureReturnValueIgnored") // A lost event shows in the test that waits for it.
    public void publish(TwilioEvent event) {
        try {
            producer.send(new ProducerRecord<>(TwilioEvent.TOPIC, event.key(), json.writeValueAsBytes(event)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes a webhook. */
    public void serve(HttpServerRequest request) {
        request.setExpectMultipart(true);
        request.endHandler(all -> {
            receive(request.formAttributes());
            request.response().end();
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
