package travel.baboo.messaging.conversation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;

class BatchActivityTest {

    private static final String FIRST = "CH" + "1".repeat(32);
    private static final String SECOND = "CH" + "2".repeat(32);

    @Test
    void aConversationsMessagesCountTogetherWhateverTheirOrder() {
        BatchActivity activity = BatchActivity.of(List.of(
                message(SECOND, "onMessageAdded", 4, "2026-11-21T10:00:00Z"),
                message(FIRST, "onMessageAdded", 7, "2026-11-21T09:00:00Z"),
                message(FIRST, "onMessageRemoved", 3, "2026-11-21T09:30:00Z"),
                message(FIRST, "onMessageUpdated", 5, "2026-11-21T08:00:00Z")));

        assertThat(activity.sids()).containsExactly(FIRST, SECOND);
        assertThat(activity.indexes()).containsExactly(7L, 4L);
        assertThat(Arrays.stream(activity.times()).map(OffsetDateTime::toInstant))
                .containsExactly(Instant.parse("2026-11-21T09:30:00Z"), Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Test
    void whatIsNoMessageIsNoActivity() {
        BatchActivity activity = BatchActivity.of(List.of(event(
                "onParticipantUpdated",
                Map.of(
                        "ConversationSid",
                        FIRST,
                        "ParticipantSid",
                        "MB" + "1".repeat(32),
                        "LastReadMessageIndex",
                        "9",
                        "DateUpdated",
                        "2026-11-21T09:00:00Z"))));

        assertThat(activity.sids()).containsExactly(FIRST);
        assertThat(activity.indexes()).containsOnlyNulls();
        assertThat(activity.times()).containsOnlyNulls();
    }

    @Test
    void aConversationWithReceiptsOnlyIsNotReviewed() {
        BatchActivity activity = BatchActivity.of(List.of(
                event("onDeliveryUpdated", Map.of("ConversationSid", FIRST, "Status", "delivered")),
                event("onDeliveryUpdated", Map.of("ConversationSid", SECOND, "Status", "delivered")),
                message(SECOND, "onMessageAdded", 4, "2026-11-21T10:00:00Z")));

        assertThat(activity.sids()).containsExactly(FIRST, SECOND);
        assertThat(activity.toReview()).containsExactly(SECOND);
    }

    @ParameterizedTest
    @CsvSource({
        "failed, true",
        "undelivered, true",
        "UNDELIVERED, true",
        "read, false",
        "sent, false",
        "unheard-of, false"
    })
    void aConversationWithAFailedDeliveryIsReviewed(String status, boolean reviewed) {
        BatchActivity activity = BatchActivity.of(List.of(
                event("onDeliveryUpdated", Map.of("ConversationSid", FIRST, "Status", status)),
                event("onDeliveryUpdated", Map.of("ConversationSid", FIRST, "Status", "sent"))));

        assertThat(activity.toReview().length == 1).isEqualTo(reviewed);
    }

    private static TwilioEvent message(String conversation, String type, long index, String createdAt) {
        return event(
                type,
                Map.of(
                        "ConversationSid",
                        conversation,
                        "MessageSid",
                        "IM" + String.valueOf(index).repeat(32),
                        "Index",
                        Long.toString(index),
                        "DateCreated",
                        createdAt));
    }

    private static TwilioEvent event(String type, Map<String, String> given) {
        Map<String, String> fields = new LinkedHashMap<>(given);
        fields.put("EventType", type);
        return TwilioEvents.fromFields(
                type, TwilioFields.of(fields), Instant.parse("2026-11-21T11:00:00Z"), Origin.WEBHOOK);
    }
}
