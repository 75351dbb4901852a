package travel.baboo.messaging.conversation.listing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.StoredJson;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.label.AuthorLabels;
import travel.baboo.messaging.conversation.label.LabelFacts;
import travel.baboo.messaging.conversation.label.Locations;
import travel.baboo.messaging.conversation.participant.ParticipantView;

/** Maps the rows that {@link ConversationRepository} reads to views. */
@Singleton
class ConversationRows {

    private final AuthorLabels labels;
    private final ObjectMapper json;
    private final Clock clock;

    ConversationRows(AuthorLabels labels, ObjectMapper json, Clock clock) {
        this.json = json;
        this.labels = labels;
        this.clock = clock;
    }

    ConversationView view(Row row) {
        ConversationState state = ConversationState.of(row.getString("state"));
        ObjectNode attributes = StoredJson.object(json, row.getString("attributes"));
        return new ConversationView(
                row.getString("sid"),
                row.getString("friendly_name"),
                row.getString("inquiry_id"),
                state,
                attributes,
                instant(row.getOffsetDateTime("last_activity_at")),
                Times.fromDatabase(row.getOffsetDateTime("created_at")),
                row.getString("last_sid") == null ? null : lastMessage(row),
                row.getLong("unread"),
                participants(row.getJsonArray("participants")),
                waiting(row),
                undelivered(row),
                capabilities(row, state),
                ConversationView.version(row.getString("friendly_name"), attributes, state),
                null);
    }

    private ConversationView.LastMessage lastMessage(Row row) {
        return new ConversationView.LastMessage(
                row.getString("last_sid"),
                row.getLong("message_index"),
                row.getString("author"),
                labels.of(LabelFacts.of(row)),
                Locations.body(row.getString("body"), row.getString("channel_metadata"), json),
                instant(row.getOffsetDateTime("last_created_at")));
    }

    private static ConversationView.@Nullable Wait waiting(Row row) {
        OffsetDateTime since = row.getOffsetDateTime("waiting_since");
        return since == null
                ? null
                : new ConversationView.Wait(
                        row.getString("wait_state"), instant(since), instant(row.getOffsetDateTime("wait_due_at")));
    }

    private static @Nullable Integer undelivered(Row row) {
        Integer count = row.getInteger("undelivered");
        return count == null || count == 0 ? null : count;
    }

    private Capabilities capabilities(Row row, ConversationState state) {
        Boolean whatsApp = row.getBoolean("whatsapp");
        Capabilities.Phone phone = whatsApp == null
                ? null
                : new Capabilities.Phone(
                        whatsApp,
                        Times.fromDatabase(row.getOffsetDateTime("last_inbound_at")),
                        Times.fromDatabase(row.getOffsetDateTime("opted_out_at")));
        return Capabilities.of(
                state,
                Times.fromDatabase(row.getOffsetDateTime("state_at")),
                phone,
                isRelayed(row.getJsonObject("inquiry")),
                clock.instant());
    }

    private static boolean isRelayed(@Nullable JsonObject inquiry) {
        JsonObject traveler = inquiry == null ? null : inquiry.getJsonObject("traveler");
        return traveler != null && traveler.getString("channel", "").startsWith("relay-");
    }

    private static List<ParticipantView> participants(@Nullable JsonArray list) {
        return list == null
                ? List.of()
                : list.stream()
                        .map(JsonArray.class::cast)
                        .map(ConversationRows::participant)
                        .toList();
    }

    /** Columns by position: reading each by name costs a third of a page's query time. */
    private static ParticipantView participant(JsonArray values) {
        String createdAt = values.getString(6);
        return ParticipantView.of(
                values.getString(0),
                values.getString(1),
                values.getString(2),
                values.getString(3),
                values.getString(4),
                values.getLong(5),
                createdAt == null ? null : OffsetDateTime.parse(createdAt).toInstant());
    }

    private static Instant instant(OffsetDateTime time) {
        return Objects.requireNonNull(Times.fromDatabase(time));
    }
}
