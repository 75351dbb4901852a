package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.conversations.Message;
import travel.baboo.messaging.sandbox.twilio.conversations.Participant;
import travel.baboo.messaging.sandbox.twilio.conversations.ResourceJson;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;
import travel.baboo.messaging.sandbox.twilio.conversations.Scope;
import travel.baboo.messaging.sandbox.twilio.realtime.SyncName.Part;

/** The resources as Client/v2 shows them: those of the REST API, with links into Client/v2 and the names of Sync objects. */
final class ClientViews {

    private static final String BASE = "https://aim.us1.twilio.com/Client/v2";
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{(\\w+)}}");

    /** Tests add the templates; they have no date. */
    private static final String TEMPLATE_DATE = "2026-01-01T00:00:00Z";

    private final ResourceJson resources;
    private final NotificationLevels levels;

    ClientViews(ResourceJson resources, NotificationLevels levels) {
        this.resources = resources;
        this.levels = levels;
    }

    /** The address of a resource of the session's service. */
    static String url(Session session, String path) {
        return BASE + "/Services/" + session.service().sid() + path;
    }

    private static Scope scope(Session session) {
        return new Scope(url(session, ""), session.service(), true);
    }

    /** The body of a request, under the names that the REST API has for the same things. */
    static Parameters parameters(ObjectNode body) {
        Map<String, String> fields = new LinkedHashMap<>();
        body.properties().forEach(field -> {
            String name = camel(field.getKey());
            if (field.getValue() instanceof ObjectNode nested && !field.getKey().equals("attributes")) {
                nested.properties().forEach(inner -> put(fields, name + "." + camel(inner.getKey()), inner.getValue()));
            } else {
                put(fields, name, field.getValue());
            }
        });
        return new Parameters(Form.of(fields));
    }

    private static void put(Map<String, String> fields, String name, JsonNode value) {
        if (!value.isNull()) {
            fields.put(name, value.isValueNode() ? value.asText() : Json.write(value));
        }
    }

    private static String camel(String snake) {
        StringBuilder camel = new StringBuilder(snake.length());
        for (String word : snake.split("_", -1)) {
            if (!word.isEmpty()) {
                camel.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return camel.toString();
    }

    ObjectNode conversation(Session session, Room room) {
        Participant member = room.findIdentity(session.identity());
        ObjectNode json = resources.conversation(scope(session), room.conversation(), false);
        json.put("conversation_sid", room.sid())
                .put("created_by", room.conversation().createdBy())
                .put("status", member == null ? "notParticipating" : "joined")
                .put("notification_level", member == null ? null : levels.of(member.sid()))
                .put("last_read_message_index", member == null ? null : member.lastReadMessageIndex())
                .put("unread_messages_count", member == null ? null : unread(room, member))
                .put("messages_count", room.messages().size())
                .put("participants_count", room.participants().size());
        json.putObject("sync_objects")
                .put("conversation", new SyncName(room.sid(), Part.CONVERSATION).text())
                .put("messages", new SyncName(room.sid(), Part.MESSAGES).text())
                .put("participants", new SyncName(room.sid(), Part.ROSTER).text());
        return json;
    }

    /** Null if the member has not read anything. */
    static @Nullable Integer unread(Room room, Participant member) {
        Integer horizon = member.lastReadMessageIndex();
        return horizon == null
                ? null
                : (int) room.messages().stream()
                        .filter(message -> message.index() > horizon)
                        .count();
    }

    ObjectNode participant(Session session, Room room, Participant participant) {
        return resources.participant(scope(session), room, participant);
    }

    ObjectNode message(Session session, Room room, Message message) {
        return resources.message(scope(session), room, message);
    }

    ObjectNode user(Session session, travel.baboo.messaging.sandbox.twilio.conversations.User user) {
        ObjectNode json = resources.user(scope(session), user);
        json.putObject("sync_objects").put("user_info_map", new SyncName(user.sid(), Part.USER_INFO).text());
        return json;
    }

    ObjectNode receipt(
            Session session, Room room, travel.baboo.messaging.sandbox.twilio.conversations.Receipt receipt) {
        return resources.receipt(scope(session), room, receipt);
    }

    /** {@code Configuration}: where everything else is. */
    static ObjectNode configuration(Session session) {
        ObjectNode json = Json.object().put("identity", session.identity()).put("url", BASE + "/Configuration");
        ObjectNode options = json.putObject("options")
                .put("consumption_report_interval", "PT5S")
                .put("user_infos_to_subscribe", 100)
                .put("reachability_enabled", session.service().reachability())
                .put("http_cache_interval", "PT0S")
                .put("my_conversations_page_size", ClientConversations.PAGE)
                .put("media_attachments_count_limit", 10)
                .put("media_attachment_size_limit_in_mb", 150)
                .put("media_attachments_total_size_limit_in_mb", 150);
        options.putArray("email_histories_allowed_mime_types").add("text/plain");
        options.putArray("email_bodies_allowed_mime_types").add("text/plain");
        String user = session.user().sid();
        json.putObject("sync_objects")
                .put("my_conversations", new SyncName(user, Part.MY_CONVERSATIONS).text())
                .put("my_user_info", new SyncName(user, Part.USER_INFO).text());
        String media =
                session.httpOrigin() + "/v1/Services/" + session.service().sid();
        json.putObject("links")
                .put("my_conversations", url(session, "/Users/" + user + "/Conversations"))
                .put("conversations", url(session, "/Conversations"))
                .put("users", url(session, "/Users"))
                .put("current_user", url(session, "/Users/" + user))
                .put("typing", url(session, "/Typing"))
                .put("messages_receipts", url(session, "/Conversations/%s/Messages/%s/Receipts"))
                .put("media_service", media + "/Media")
                .put("media_set_service", media + "/MediaSet");
        return json;
    }

    /** Every template here is a text; its variables are the numbers in it. */
    static ObjectNode template(String sid, String body) {
        ObjectNode variables = Json.object();
        VARIABLE.matcher(body).results().forEach(variable -> variables.put(variable.group(1), ""));
        ObjectNode json = Json.object()
                .put("sid", sid)
                .put("friendly_name", sid)
                .put("variables", variables.toString())
                .put("date_created", TEMPLATE_DATE)
                .put("date_updated", TEMPLATE_DATE);
        json.putObject("variants").putObject("twilio/text").put("body", body);
        return json;
    }

    /** A list with a single page. */
    static ObjectNode list(String name) {
        ObjectNode json = Json.object();
        json.putArray(name);
        json.putObject("meta").putNull("next_token").putNull("previous_token");
        return json;
    }
}
