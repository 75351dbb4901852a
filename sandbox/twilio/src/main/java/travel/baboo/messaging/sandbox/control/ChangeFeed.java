package travel.baboo.messaging.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.twilio.conversations.ModelListener;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;
import travel.baboo.messaging.sandbox.twilio.messaging.TextMessage;

/**
 * {@code GET /control/events}: server-sent events that name what changed, so that a page fetches only that. Changes are gathered for
 * {@value #GATHER_MILLIS} ms. A reader that does not keep up is disconnected; it reconnects and reads the state again.
 */
final class ChangeFeed implements ModelListener {

    /** What can change besides conversations and phones, which are reported by SID and number. */
    enum Topic {
        WEBHOOKS,
        MAKE,
        FAULTS,
        CONNECTIONS
    }

    private static final long GATHER_MILLIS = 200;
    private static final long KEEP_ALIVE_MILLIS = 15_000;

    private final Set<HttpServerResponse> readers = new LinkedHashSet<>();
    private final Set<String> conversations = new LinkedHashSet<>();
    private final Set<String> phones = new LinkedHashSet<>();
    private final Set<Topic> topics = new LinkedHashSet<>();
    private @Nullable Vertx vertx;
    private boolean scheduled;

    void mount(Vertx vertx, Router router) {
        this.vertx = vertx;
        router.get("/control/events").handler(this::read);
        vertx.setPeriodic(KEEP_ALIVE_MILLIS, timer -> write(": still here\n\n"));
    }

    /** Changes that are reported as a topic before they go on. */
    Changes noting(Topic topic, Changes next) {
        return () -> {
            note(topics, topic);
            next.happened();
        };
    }

    void changed(TextMessage text) {
        note(phones, text.phone());
    }

    @Override
    public void changed(Room room) {
        note(conversations, room.sid());
    }

    @Override
    public void removed(Room room) {
        note(conversations, room.sid());
    }

    @Override
    public void usersChanged() {}

    /** Tells readers to reload everything. */
    @Override
    public void reset() {
        conversations.clear();
        phones.clear();
        topics.clear();
        write("event: reset\ndata: {}\n\n");
    }

    private <T> void note(Set<T> changed, T what) {
        if (vertx == null || readers.isEmpty()) {
            return;
        }
        changed.add(what);
        if (!scheduled) {
            scheduled = true;
            vertx.setTimer(GATHER_MILLIS, timer -> {
                scheduled = false;
                send();
            });
        }
    }

    private void send() {
        if (conversations.isEmpty() && phones.isEmpty() && topics.isEmpty()) {
            return;
        }
        ObjectNode notice = Json.object();
        conversations.forEach(notice.putArray("conversations")::add);
        phones.forEach(notice.putArray("phones")::add);
        notice.set("topics", Json.MAPPER.valueToTree(topics));
        conversations.clear();
        phones.clear();
        topics.clear();
        write("event: changed\ndata: " + Json.write(notice) + "\n\n");
    }

    private void read(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .closeHandler(closed -> readers.remove(response))
                .exceptionHandler(broken -> readers.remove(response));
        readers.add(response);
        response.write("retry: 1000\n\n");
    }

    private void write(String event) {
        for (HttpServerResponse reader : List.copyOf(readers)) {
            if (reader.closed()) {
                readers.remove(reader);
            } else if (reader.writeQueueFull()) {
                readers.remove(reader);
                reader.reset();
            } else {
                reader.write(event);
            }
        }
    }
}
