package travel.baboo.messaging.conversation.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What lists show: whose they are, what is found in them, and what is unread. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ListingTest extends Journey {

    @Inject
    Pool pool;

    @Test
    void aSearchShowsWhereItFoundTheWordsAndIsSafeAsHtml() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String word = "w" + inquiryId.substring(0, 8);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "Is <b>the</b> hut & the " + word + " lake open?")
                .statusCode(200);
        awaitMessages(sid, 2);
        String text = word.toUpperCase(java.util.Locale.ROOT) + " LAKE";
        ValidatableResponse found =
                as(expert).queryParam("q", text).get("/api/conversations").then();
        found.statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].sid", equalTo(sid))
                .body("items[0].hit.index", equalTo(1))
                .body("items[0].hit.messageSid", notNullValue())
                .body("items[0].hit.snippet", containsString("<mark>" + word + "</mark> <mark>lake</mark>"))
                .body("items[0].hit.snippet", not(containsString("<b>")));
        as(admin).queryParam("q", text).get("/api/conversations").then().body("items.sid", equalTo(List.of(sid)));
        String stranger = sandbox.login("eve@example.com", "Eve", "expert");
        as(stranger).queryParam("q", text).get("/api/conversations").then().body("items.size()", equalTo(0));
        as(expert)
                .queryParam("q", word + " -lake")
                .get("/api/conversations")
                .then()
                .body("items.size()", equalTo(0));
        as(expert).get("/api/conversations").then().body("items[0].hit", nullValue());
    }

    @Test
    void aSearchThatTakesTooLongIsBrokenOff() {
        var held = pool.withTransaction(connection -> connection
                        .query("lock table message in access exclusive mode")
                        .execute()
                        .chain(() -> connection.query("select pg_sleep(6)").execute()))
                .subscribeAsCompletionStage();
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .queryParam("q", "anything")
                .get("/api/conversations")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5"));
        held.join();
        as(expert).queryParam("q", "anything").get("/api/conversations").then().statusCode(200);
    }

    @Test
    void aNameIsFoundToo() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String name = "Trip" + inquiryId.substring(0, 8);
        as(expert)
                .body(Map.of("friendlyName", name))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(200);
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .queryParam("q", name)
                .get("/api/conversations")
                .then()
                .body("items.sid", equalTo(List.of(sid)))
                .body("items[0].hit.snippet", equalTo("<mark>" + name + "</mark>"))
                .body("items[0].hit.messageSid", nullValue()));
    }

    @Test
    void aVeryLongConversationWithVeryLongTextsIsSearchedToo() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String word = "v" + inquiryId.substring(0, 8);
        write(sid, word, 10, 1009, 100);
        write(sid, word, 1010, 1012, 12_000);
        found(word + "x15x7", sid, 15);
        found(word + "x1009x100 " + word + "x1009x1", sid, 1009);
        found(word + "x1011x11999", sid, 1011);
        found(word + "x15x7 " + word + "x16x7", sid, null);
        pool.preparedQuery("update message set body = $2 where conversation_sid = $1 and message_index = 1011")
                .execute(Tuple.of(sid, word + "edited"))
                .await()
                .atMost(PATIENCE);
        found(word + "edited", sid, 1011);
        found(word + "x1011x11999", sid, null);
        found(word + "x1010x11999", sid, 1010);
    }

    /** Writes messages with this number of words, each word unique. */
    private void write(String sid, String word, int first, int last, int words) {
        pool.preparedQuery(
                        """
                        insert into message (sid, conversation_sid, message_index, author, body, created_at, updated_at)
                        select 'IM' || md5($1 || i), $1, i, 'somebody',
                               (select string_agg($2 || 'x' || i || 'x' || j, ' ') from generate_series(1, $5::int) j), now(), now()
                          from generate_series($3::int, $4::int) i
                        """)
                .execute(Tuple.of(sid, word, first, last, words))
                .await()
                .atMost(PATIENCE);
    }

    private void found(String words, String sid, @Nullable Integer index) {
        for (String token : List.of(expert, admin)) {
            ValidatableResponse answer = as(token)
                    .queryParam("q", words)
                    .get("/api/conversations")
                    .then()
                    .statusCode(200);
            if (index == null) {
                answer.body("items.size()", equalTo(0));
            } else {
                answer.body("items.sid", equalTo(List.of(sid))).body("items[0].hit.index", equalTo(index));
            }
        }
    }

    @Test
    void unreadCountsWhatOthersWroteBehindTheReadHorizon() {
        String maria = inquiryId + "@example.com";
        String token = sandbox.login(maria, "Maria", "expert");
        String sid = as(token)
                .body(inquiry(maria, "Maria", "one"))
                .post("/api/inquiries")
                .then()
                .extract()
                .path("conversationSid");
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "two").statusCode(200);
        as(token)
                .body(Map.of("body", "own"))
                .post("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(201);
        awaitUnread(token, sid, 2);
        as(token).queryParam("unread", true).get("/api/conversations").then().body("items.sid", equalTo(List.of(sid)));
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        sandbox.browser(maria, service, browser -> browser.read(sid, 1));
        awaitUnread(token, sid, 0);
        as(token).queryParam("unread", true).get("/api/conversations").then().body("items.size()", equalTo(0));
    }

    @Test
    void anAdminSeesWhatAnotherSeesAndNobodyElseDoes() {
        String maria = inquiryId + "@example.com";
        String sid = as(expert)
                .body(inquiry(maria, "Maria", "Hello?"))
                .post("/api/inquiries")
                .then()
                .extract()
                .path("conversationSid");
        awaitUnread(sandbox.login(maria, "Maria", "expert"), sid, 1);
        as(admin)
                .queryParam("identity", maria)
                .get("/api/conversations")
                .then()
                .body("items.sid", equalTo(List.of(sid)))
                .body("items[0].unread", equalTo(1));
        as(expert)
                .queryParam("identity", maria)
                .get("/api/conversations")
                .then()
                .statusCode(403);
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        String maria = inquiryId + "@example.com";
        String token = sandbox.login(maria, "Maria", "expert");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            inquiryId = UUID.randomUUID().toString();
            Map<String, Object> inquiry = inquiry(maria, "Maria", "Hello?");
            inquiry.put("traveler", Map.of("name", "Ann", "channel", "relay-make"));
            String sid = as(token)
                    .body(inquiry)
                    .post("/api/inquiries")
                    .then()
                    .extract()
                    .path("conversationSid");
            awaitUnread(token, sid, 1);
            expected.add(0, sid);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            ValidatableResponse page = as(token)
                    .get("/api/conversations?limit=2&state=active" + cursor)
                    .then()
                    .statusCode(200);
            seen.addAll(page.extract().<List<String>>path("items.sid"));
            String next = page.extract().path("next");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(expected);
        as(token).get("/api/conversations?state=closed").then().body("items.size()", equalTo(0));
    }

    private static void awaitUnread(String token, String sid, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> as(token).get("/api/conversations/" + sid).then().body("unread", equalTo(count)));
    }
}
