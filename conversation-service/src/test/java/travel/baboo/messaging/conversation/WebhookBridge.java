package travel.baboo.messaging.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;

/** Stands where the ingest stands: takes the sandbox's webhooks and puts them on the topic, without the ingest's promises. */
@Singleton
public class WebhookBridge {

    private final ObjectMapper json;
    private final KafkaProducer<String, byte[]> producer;

    WebhookBridge(ObjectMapper json, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.json = json;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    }

    void register(@Observes Router router) {
        router.post("/api/webhooks/twilio-event")
                .handler(BodyHandler.create(false))
                .handler(this::receive);
    }

    private void receive(RoutingContext routing) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        MultiMap form = routing.request().formAttributes();
        form.names().forEach(name -> fields.put(name, form.getAll(name)));
        String type = Objects.requireNonNull(form.get("EventType"));
        TwilioEvent event = TwilioEvents.fromFields(type, new TwilioFields(fields), Instant.now(), Origin.WEBHOOK);
        publish(event);
        routing.response().end();
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
}
