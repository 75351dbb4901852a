package travel.baboo.messaging.conversation;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Takes the sandbox's webhooks at the application under test, which has no door for them. */
@Singleton
public class WebhookBridge {

    private final WebhookTopic topic;

    WebhookBridge(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.topic = new WebhookTopic(bootstrapServers);
    }

    void register(@Observes Router router) {
        router.post(WebhookTopic.PATH).handler(BodyHandler.create(false)).handler(routing -> {
            topic.receive(routing.request().formAttributes());
            routing.response().end();
        });
    }

    /** Puts an event on the topic. */
    public void publish(TwilioEvent event) {
        topic.publish(event);
    }
}
