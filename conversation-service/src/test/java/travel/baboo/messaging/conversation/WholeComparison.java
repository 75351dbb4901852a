package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares everything that the sandbox's Twilio has of a conversation with everything that the mirror shows of it. */
@Singleton
public class WholeComparison {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SandboxClient sandbox;
    private final Pool pool;

    WholeComparison(SandboxClient sandbox, Pool pool) {
        this.sandbox = sandbox;
        this.pool = pool;
    }

    /** Fails when anything differs. */
    public void requireSame(String sid) {
        assertThat(mirror(sid)).isEqualTo(twilio(sid));
    }

    /** The conversation at Twilio, one line a thing. */
    public String twilio(String sid) {
        JsonObject room = new JsonObject(sandbox.conversation(sid).extract().asString());
        JsonObject conversation = room.getJsonObject("conversation");
        return describe(
                line(
                        conversation.getString("sid"),
                        conversation.getString("uniqueName"),
                        conversation.getString("friendlyName"),
                        conversation.getString("attributes"),
                        conversation.getString("state").toLowerCase(java.util.Locale.ROOT)),
                lines(room.getJsonArray("participants"), participant -> {
                    JsonObject binding = participant.getJsonObject("binding", new JsonObject());
                    return line(
                            participant.getString("sid"),
                            participant.getString("identity"),
                            binding == null ? null : binding.getString("address"),
                            binding == null ? null : binding.getString("proxyAddress"),
                            participant.getString("roleSid"),
                            participant.getString("attributes"),
                            participant.getValue("lastReadMessageIndex"));
                }),
                lines(
                        room.getJsonArray("messages"),
                        message -> line(
                                message.getString("sid"),
                                message.getValue("index"),
                                message.getString("author"),
                                message.getString("participantSid"),
                                message.getString("body"),
                                message.getString("attributes"),
                                media(message.getJsonArray("media"), "sid"))),
                lines(
                        room.getJsonArray("receipts"),
                        receipt -> line(
                                receipt.getString("sid"),
                                receipt.getString("messageSid"),
                                receipt.getString("status"),
                                receipt.getValue("errorCode"))));
    }

    /** The conversation in the mirror, in the same form. */
    public String mirror(String sid) {
        return describe(
                rows("select sid, unique_name, friendly_name, attributes, state from conversation where sid = $1", sid)
                        .stream()
                        .map(row -> line(
                                row.getString("sid"),
                                row.getString("unique_name"),
                                row.getString("friendly_name"),
                                row.getString("attributes"),
                                row.getString("state")))
                        .collect(Collectors.joining()),
                sorted(
                        rows("select * from participant where conversation_sid = $1 and removed_at is null", sid)
                                .stream()
                                .map(row -> line(
                                        row.getString("sid"),
                                        row.getString("identity"),
                                        row.getString("address"),
                                        row.getString("proxy_address"),
                                        row.getString("role_sid"),
                                        row.getString("attributes"),
                                        row.getValue("last_read_index")))
                                .toList()),
                sorted(rows("select * from message where conversation_sid = $1 and removed_at is null", sid).stream()
                        .map(row -> line(
                                row.getString("sid"),
                                row.getValue("message_index"),
                                row.getString("author"),
                                row.getString("participant_sid"),
                                row.getString("body"),
                                row.getString("attributes"),
                                media(
                                        row.getString("media") == null ? null : new JsonArray(row.getString("media")),
                                        "Sid")))
                        .toList()),
                sorted(rows(
                                """
                                        select r.sid, r.message_sid, r.status, r.error_code from delivery_receipt r
                                          join message m on m.sid = r.message_sid
                                         where m.conversation_sid = $1 and m.removed_at is null
                                        """,
                                sid)
                        .stream()
                        .map(row -> line(
                                row.getString("sid"),
                                row.getString("message_sid"),
                                row.getString("status"),
                                row.getString("error_code")))
                        .toList()));
    }

    private List<JsonObject> rows(String sql, String sid) {
        return pool
                .preparedQuery("select to_jsonb(found) as row from (" + sql + ") found")
                .execute(Tuple.of(sid))
                .await()
                .atMost(PATIENCE)
                .stream()
                .map(row -> row.getJsonObject("row"))
                .toList();
    }

    private static String describe(String conversation, String participants, String messages, String receipts) {
        return new TreeMap<>(java.util.Map.of(
                        "1 conversation", conversation,
                        "2 participants", participants,
                        "3 messages", messages,
                        "4 receipts", receipts))
                .entrySet().stream()
                        .map(part -> part.getKey() + "\n" + part.getValue())
                        .collect(Collectors.joining("\n"));
    }

    private static String lines(JsonArray items, Function<JsonObject, String> line) {
        return sorted(items.stream().map(JsonObject.class::cast).map(line).toList());
    }

    private static String sorted(List<String> lines) {
        return lines.stream().sorted(Comparator.naturalOrder()).collect(Collectors.joining("\n"));
    }

    private static String media(@Nullable JsonArray media, String name) {
        return media == null
                ? ""
                : media.stream()
                        .map(item -> ((JsonObject) item).getString(name))
                        .collect(Collectors.joining(","));
    }

    private static String line(@Nullable Object... values) {
        return java.util.Arrays.stream(values)
                .map(value -> Objects.toString(value, ""))
                .collect(Collectors.joining(" | "));
    }
}
