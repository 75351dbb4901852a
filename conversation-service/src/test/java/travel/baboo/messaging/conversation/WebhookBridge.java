package travel.baboo.messaging.conversation;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Takes the sandbox's webhooks at the application under test, which has no door for them. */
@Singleton
public class WebhookBridge {

    private static final Set<String> BEFORE = Set.of("onMessageAdd", "onMessageUpdate");

    /** Its hash is in the tests' settings. */
    private static final String KEY = "check-key";

    private final WebhookTopic topic;
    private final HttpClient client;
    private volatile boolean asking = true;

    WebhookBridge(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, Vertx vertx) {
        this.topic = new WebhookTopic(bootstrapServers);
        this.client = vertx.createHttpClient();
    }

    void register(@Observes Router router) {
        router.post(WebhookTopic.PATH).handler(BodyHandler.create(false)).handler(routing -> {
            MultiMap form = routing.request().formAttributes();
            if (BEFORE.contains(form.get("EventType"))) {
                ask(routing, form);
            } else {
                topic.receive(form);
                routing.response().end();
            }
        });
    }

    /** Whether the application is asked before a message is published; otherwise the answer is an empty one, as that of an ingest in need. */
    public void asking(boolean whether) {
        asking = whether;
    }

    private void ask(RoutingContext routing, MultiMap form) {
        if (!asking) {
            routing.response().end();
            return;
        }
        JsonObject question = new JsonObject();
        form.forEach((name, value) -> question.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), value));
        client.request(
                        HttpMethod.POST,
                        routing.request().localAddress().port(),
                        "127.0.0.1",
                        "/api/external/message-checks")
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("X-Api-Key", KEY)
                        .send(question.toBuffer()))
                .compose(HttpClientResponse::body)
                .onSuccess(answer -> routing.response().end(answer))
                .onFailure(failure -> routing.response().end());
    }

    /** Puts an event on the topic. */
    public void publish(TwilioEvent event) {
        topic.publish(event);
    }
}
