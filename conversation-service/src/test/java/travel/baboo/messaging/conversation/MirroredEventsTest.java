package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What events with unusual fields or in an unusual order leave in the mirror and in lists. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class MirroredEventsTest extends Journey {

    @Inject
    WebhookBridge topic;

    @Test
    void theNewestReadHorizonCountsThoughItIsLower() {
        History history = new History(topic);
        history.conversation();
        for (int i = 0; i < 5; i++) {
            history.event(
                    "onMessageAdded",
                    "MessageSid",
                    History.sid("IM"),
                    "Index",
                    "" + i,
                    "Author",
                    "ann",
                    "Body",
                    "m" + i,
                    "Source",
                    "SDK",
                    "DateCreated",
                    history.at(2));
        }
        history.event(
                "onParticipantAdded",
                "ParticipantSid",
                history.phone,
                "Identity",
                "maria@example.com",
                "DateCreated",
                history.at(1));
        history.event(
                "onParticipantUpdated",
                "ParticipantSid",
                history.phone,
                "Identity",
                "maria@example.com",
                "LastReadMessageIndex",
                "1",
                "DateCreated",
                history.at(1),
                "DateUpdated",
                history.at(20));
        history.event(
                "onParticipantUpdated",
                "ParticipantSid",
                history.phone,
                "Identity",
                "maria@example.com",
                "LastReadMessageIndex",
                "4",
                "DateCreated",
                history.at(1),
                "DateUpdated",
                history.at(10));
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + history.sid)
                .then()
                .statusCode(200)
                .body("unread", equalTo(3)));
    }

    /** The inputs of F7: unreadable fields are omitted and block no event. */
    @Test
    void fieldsThatCannotBeReadAreLeftOut() {
        History history = new History(topic);
        history.conversation();
        String third = History.sid("IM");
        history.event(
                "onMessageAdded",
                "MessageSid",
                history.message,
                "Index",
                "0",
                "Author",
                "ann",
                "Body",
                "one",
                "Media",
                "[{oops",
                "Attributes",
                "nonsense",
                "Source",
                "SDK",
                "DateCreated",
                history.at(1));
        history.event(
                "onMessageAdded",
                "MessageSid",
                History.sid("IM"),
                "Author",
                "ann",
                "Body",
                "two",
                "Source",
                "SDK",
                "DateCreated",
                history.at(2));
        history.event(
                "onMessageAdded",
                "MessageSid",
                third,
                "Index",
                "99999999999999999999",
                "Author",
                "ann",
                "Body",
                "th\u0000ree",
                "Source",
                "SDK",
                "DateCreated",
                "Sat, 21 Nov 2026 09:00:00 +0000");
        history.event(
                "onMessageAdded",
                "MessageSid",
                History.sid("IM"),
                "Index",
                "5",
                "Author",
                "ann",
                "Body",
                "four",
                "Source",
                "SDK",
                "DateCreated",
                "0000-01-01T00:00:00.000Z");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(as(admin)
                        .get("/api/conversations/" + history.sid + "/messages")
                        .<List<String>>path("items.body"))
                .containsExactly("one", "two", "three", "four"));
    }

    @Test
    void aDoubleMembershipListsAConversationOnceAndEndsNoListEarly() {
        String member = "twin-" + inquiryId + "@example.com";
        String token = sandbox.login(member, "Twin", "expert");
        for (int i = 0; i < 3; i++) {
            History history = new History(topic);
            history.conversation();
            for (String participant : List.of(History.sid("MB"), History.sid("MB"))) {
                history.event(
                        "onParticipantAdded",
                        "ParticipantSid",
                        participant,
                        "Identity",
                        member,
                        "DateCreated",
                        history.at(i));
            }
        }
        await().atMost(PATIENCE)
                .until(() -> as(token)
                                .get("/api/conversations")
                                .<List<?>>path("items")
                                .size()
                        == 3);
        String next = as(token).get("/api/conversations?limit=2").path("next");
        assertThat(next).isNotNull();
        assertThat(as(token).get("/api/conversations?limit=2&cursor=" + next).<List<?>>path("items"))
                .hasSize(1);
    }
}
