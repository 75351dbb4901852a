package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.conversations.Rooms;
import travel.baboo.messaging.sandbox.twilio.realtime.SyncName.Part;

/** Twilio Sync as the Conversations SDK uses it: read an object, page through its items, subscribe to its events. */
final class SyncApi {

    private static final int BATCH = 1000;
    private static final int DELIVERY_MILLIS = 10_000;
    private static final int TTL_SECONDS = 86_400;

    private final Vertx vertx;
    private final Rooms rooms;
    private final SyncObjects objects;
    private final BooleanSupplier interrupted;

    /** @param interrupted whether the next replay fails */
    SyncApi(Vertx vertx, Rooms rooms, SyncObjects objects, BooleanSupplier interrupted) {
        this.vertx = vertx;
        this.rooms = rooms;
        this.objects = objects;
        this.interrupted = interrupted;
    }

    void mount(TunnelRouter router) {
        for (SyncKind kind : SyncKind.values()) {
            router.get("/v3/" + kind.path() + "/*", (request, path) -> {
                SyncObject object = open(request.session(), path.get(0), kind);
                return TunnelAnswer.ok(object.toJson("items".equals(request.query("Include"))));
            });
            router.get("/v3/Services/*/" + kind.path() + "/*/Items", (request, path) -> {
                SyncObject object = open(request.session(), path.get(1), kind);
                return TunnelAnswer.ok(ItemPage.of(object, request));
            });
        }
        router.post("/v4/Subscriptions", this::subscribe);
    }

    private SyncObject open(Session session, String sidOrName, SyncKind kind) {
        SyncObject object = open(session, sidOrName);
        if (object.kind() != kind) {
            throw notFound();
        }
        return object;
    }

    /** @throws TwilioException 404 if there is no such object, 403 if the session's user may not read it */
    private SyncObject open(Session session, String sidOrName) {
        SyncName name = objects.find(sidOrName);
        if (name == null) {
            throw notFound();
        }
        if (!name.ofUser()) {
            Rights.requireAccess(session, Objects.requireNonNull(rooms.find(name.owner())));
        } else if (session.service().findUser(name.owner()) == null
                || (name.part() == Part.MY_CONVERSATIONS
                        && !name.owner().equals(session.user().sid()))) {
            throw Rights.forbidden();
        }
        return objects.open(name);
    }

    private static TwilioException notFound() {
        return new TwilioException(404, 54100, "Unique name or SID not found");
    }

    /** Answers first; then what was missed and the confirmation. */
    private Future<TunnelAnswer> subscribe(TunnelRequest request, List<String> path) {
        ObjectNode body = request.json();
        boolean cancel = body.path("action").asText().equals("cancel");
        Context context = vertx.getOrCreateContext();
        context.runOnContext(later -> {
            if (cancel) {
                cancel(request.session(), body);
            } else {
                establish(request.session(), body);
            }
        });
        return Future.succeededFuture(new TunnelAnswer(
                202,
                Json.object()
                        .put("max_batch_size", BATCH)
                        .put("estimated_delivery_in_ms", DELIVERY_MILLIS)
                        .put("ttl_in_s", TTL_SECONDS),
                null));
    }

    private void establish(Session session, ObjectNode body) {
        ArrayNode established = Json.MAPPER.createArrayNode();
        ArrayNode failed = Json.MAPPER.createArrayNode();
        for (JsonNode wanted : body.path("requests")) {
            ObjectNode event = Json.object()
                    .put("object_sid", wanted.path("object_sid").asText())
                    .put("object_type", wanted.path("object_type").asText());
            try {
                SyncObject object = open(session, wanted.path("object_sid").asText());
                session.subscriptions().add(object.sid());
                long known = wanted.path("last_event_id").asLong(object.lastEventId());
                if (interrupted.getAsBoolean()) {
                    // The SDK subscribes again at once, from the event that it knows.
                    established.add(event.put("replay_status", "interrupted").put("last_event_id", known));
                    continue;
                }
                object.since(known).forEach(missed -> session.notify("twilio.sync.event", missed.toJson()));
                established.add(event.put("replay_status", "completed").put("last_event_id", object.lastEventId()));
            } catch (TwilioException refusal) {
                event.putObject("error")
                        .put("status", refusal.status())
                        .put("code", refusal.code())
                        .put("message", refusal.getMessage());
                failed.add(event);
            }
        }
        confirm(session, body, "subscription_established", established);
        confirm(session, body, "subscription_failed", failed);
    }

    private static void cancel(Session session, ObjectNode body) {
        ArrayNode canceled = Json.MAPPER.createArrayNode();
        body.path("requests").forEach(wanted -> {
            session.subscriptions().remove(wanted.path("object_sid").asText());
            canceled.add(Json.object()
                    .put("object_sid", wanted.path("object_sid").asText())
                    .put("object_type", wanted.path("object_type").asText()));
        });
        confirm(session, body, "subscription_canceled", canceled);
    }

    private static void confirm(Session session, ObjectNode body, String type, ArrayNode events) {
        if (events.isEmpty()) {
            return;
        }
        ObjectNode confirmation = Json.object().put("event_type", type);
        confirmation.set("correlation_id", body.path("correlation_id"));
        confirmation.put("event_protocol_version", 4);
        confirmation.set("events", events);
        session.notify("twilio.sync.event", confirmation);
    }
}
