package travel.baboo.messaging.conversation.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.erasure.Subject.Kind;

/** Reads everything stored about a subject, one conversation at a time. */
@Singleton
class Exporter {

    /** Where Twilio serves media; each link needs the account's credentials. */
    private static final String MEDIA = "https://mcs.us1.twilio.com/v1/Services/%s/Media/%s";

    /** By type: everything in conversation $1 ($2 null), or only what belongs to identity $2. */
    private static final Map<String, String> QUERIES = queries();

    private final Pool pool;
    private final TraceFinder traces;
    private final ObjectMapper json;

    Exporter(Pool pool, TraceFinder traces, ObjectMapper json) {
        this.pool = pool;
        this.traces = traces;
        this.json = json;
    }

    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put(
                "conversation",
                "select to_jsonb(c) - 'search' as data from conversation c where c.sid = $1 and $2::text is null");
        queries.put(
                "participant",
                "select to_jsonb(p) - 'search' as data from participant p where p.conversation_sid = $1 and ($2::text is null or p.identity = $2)");
        queries.put(
                "member",
                "select to_jsonb(k) as data from member k where k.conversation_sid = $1 and ($2::text is null or k.identity = $2)");
        queries.put(
                "message",
                """
                select to_jsonb(m) - 'search' || jsonb_build_object('service_sid', c.service_sid) as data
                  from message m join conversation c on c.sid = m.conversation_sid
                 where m.conversation_sid = $1 and ($2::text is null or m.author = $2) order by m.message_index
                """);
        queries.put(
                "receipt",
                """
                select to_jsonb(r) as data from delivery_receipt r join message m on m.sid = r.message_sid
                 where m.conversation_sid = $1 and ($2::text is null or m.author = $2)
                """);
        queries.put(
                "inquiry",
                "select to_jsonb(i) as data from inquiry i where i.conversation_sid = $1 and $2::text is null");
        queries.put(
                "contact",
                """
                select to_jsonb(k) as data from phone_contact k
                 where $2::text is null and exists (select from participant p where p.conversation_sid = $1 and p.address = k.address)
                """);
        queries.put(
                "notice",
                "select to_jsonb(n) as data from unread_notice n where n.conversation_sid = $1 and ($2::text is null or n.identity = $2)");
        queries.put(
                "wait",
                "select to_jsonb(w) as data from response_time w where w.conversation_sid = $1 and ($2::text is null or w.expert = $2)");
        queries.put(
                "contactDetail",
                """
                select to_jsonb(d) - 'original' - 'key_id' || jsonb_build_object('has_original', d.original is not null) as data
                  from contact_detail d where d.conversation_sid = $1 and ($2::text is null or d.author = $2)
                """);
        return queries;
    }

    Multi<ExportLine> export(Subject subject, boolean dryRun) {
        AtomicLong lines = new AtomicLong();
        return Multi.createFrom().uni(traces.find(subject)).onItem().transformToMultiAndConcatenate(found -> {
            Multi<ExportLine> summary = Multi.createFrom().item(summary(subject, found, dryRun));
            if (dryRun) {
                return summary;
            }
            Multi<ExportLine> whole = Multi.createFrom()
                    .iterable(found.whole())
                    .onItem()
                    .transformToMultiAndConcatenate(sid -> conversation(sid, null));
            Multi<ExportLine> part = Multi.createFrom()
                    .iterable(found.part())
                    .onItem()
                    .transformToMultiAndConcatenate(sid -> conversation(sid, identity(subject)));
            Multi<ExportLine> body = Multi.createBy()
                    .concatenating()
                    .streams(whole, part)
                    .onItem()
                    .invoke(line -> lines.incrementAndGet());
            Multi<ExportLine> end = Multi.createFrom()
                    .deferred(() -> Multi.createFrom().item(line("end", new JsonObject().put("lines", lines.get()))));
            return Multi.createBy().concatenating().streams(summary, body, end);
        });
    }

    private static String identity(Subject subject) {
        return subject.kind() == Kind.IDENTITY ? subject.value() : "";
    }

    private Multi<ExportLine> conversation(String sid, @Nullable String identity) {
        return Multi.createFrom()
                .iterable(QUERIES.entrySet())
                .onItem()
                .transformToUniAndConcatenate(query -> read(query.getKey(), query.getValue(), sid, identity))
                .onItem()
                .<ExportLine>disjoint();
    }

    private Uni<List<ExportLine>> read(String type, String sql, String sid, @Nullable String identity) {
        return pool.preparedQuery(sql).execute(Tuple.of(sid, identity)).map(rows -> {
            List<ExportLine> lines = new ArrayList<>();
            for (Row row : rows) {
                JsonObject data = row.getJsonObject("data");
                lines.add(line(type, data));
                if (type.equals("message")) {
                    lines.addAll(media(data));
                }
            }
            return lines;
        });
    }

    private List<ExportLine> media(JsonObject message) {
        List<ExportLine> lines = new ArrayList<>();
        try {
            JsonNode items = message.getString("media") == null ? null : json.readTree(message.getString("media"));
            if (items != null && message.getString("service_sid") != null) {
                items.forEach(item -> lines.add(line(
                        "media",
                        new JsonObject()
                                .put("message_sid", message.getString("sid"))
                                .put("filename", item.path("Filename").asText(null))
                                .put("content_type", item.path("ContentType").asText(null))
                                .put(
                                        "url",
                                        MEDIA.formatted(
                                                message.getString("service_sid"),
                                                item.path("Sid").asText())))));
            }
        } catch (JsonProcessingException notJson) {
            return lines;
        }
        return lines;
    }

    private static ExportLine summary(Subject subject, Traces found, boolean dryRun) {
        return line(
                "summary",
                new JsonObject()
                        .put("kind", subject.kind().text())
                        .put("dryRun", dryRun)
                        .put("conversations", found.whole().size())
                        .put("memberships", found.part().size()));
    }

    private static ExportLine line(String type, JsonObject data) {
        return new ExportLine(type, data.encode());
    }
}
