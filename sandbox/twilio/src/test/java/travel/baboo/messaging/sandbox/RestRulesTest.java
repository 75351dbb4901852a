package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for every resource: authentication, encoding, unknown paths, paging. */
class RestRulesTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @Test
    void theAccountsTokenAndAnApiKeyAreAccepted() {
        String key = TwilioClient.basic(SandboxCredentials.API_KEY, SandboxCredentials.API_SECRET);

        assertThat(SANDBOX.twilio().get("/Conversations").status()).isEqualTo(200);
        assertThat(SANDBOX.twilio()
                        .with("Authorization", key)
                        .get("/Conversations")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anyOtherCredentialsAreRefusedEverywhere() {
        List<String> wrong = List.of(
                TwilioClient.basic(SandboxCredentials.ACCOUNT_SID, "wrong"),
                TwilioClient.basic(SandboxCredentials.API_KEY, SandboxCredentials.AUTH_TOKEN),
                "Basic !!!",
                "Bearer x");
        for (String credentials : wrong) {
            TwilioClient twilio = SANDBOX.twilio().with("Authorization", credentials);
            for (String path : List.of(
                    "/Conversations",
                    "/v1/Nothing",
                    "/2010-04-01/Accounts/" + SandboxCredentials.ACCOUNT_SID + "/Messages.json")) {
                Reply reply = twilio.get(path);
                assertThat(reply.status()).isEqualTo(401);
                assertThat(reply.code()).isEqualTo(20003);
                assertThat(reply.headers().firstValue("WWW-Authenticate")).isPresent();
            }
        }
    }

    @Test
    void onlyFormsAreTaken() {
        Reply json =
                SANDBOX.twilio().with("Content-Type", "application/json").post("/Conversations", "FriendlyName", "x");

        assertThat(json.status()).isEqualTo(415);
    }

    @Test
    void malformedEncodingIsTheCallersFault() {
        Reply reply = Http.send(
                "POST",
                SANDBOX.origin() + "/v1/Conversations",
                "FriendlyName=%zz",
                Map.of(
                        "Authorization",
                        TwilioClient.basic(SandboxCredentials.ACCOUNT_SID, SandboxCredentials.AUTH_TOKEN),
                        "Content-Type",
                        "application/x-www-form-urlencoded"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(20001);
    }

    @Test
    void unknownPathsAreNotFound() {
        assertThat(SANDBOX.twilio().get("/v1/Nothing").code()).isEqualTo(20404);
        assertThat(SANDBOX.twilio().get("/2010-04-01/Nothing").code()).isEqualTo(20404);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.add(SANDBOX.twilio().newConversation());
        }

        List<Reply> pages = SANDBOX.twilio().pages("/Conversations?PageSize=3");

        assertThat(pages).hasSize(3);
        assertThat(pages.stream()
                        .flatMap(page -> page.list("conversations").stream())
                        .map(conversation -> conversation.get("sid").asText()))
                .containsExactlyElementsOf(created);
        assertThat(pages.get(2).body().at("/meta/page").asInt()).isEqualTo(2);
        assertThat(pages.get(0).body().at("/meta/previous_page_url").isNull()).isTrue();
        Reply back = SANDBOX.twilio()
                .get(pages.get(1).body().at("/meta/previous_page_url").asText());
        assertThat(back.list("conversations")).isEqualTo(pages.get(0).list("conversations"));
    }

    @Test
    void aPageGoesOnAtTheRightPlaceWhenItsPredecessorWasDeleted() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            created.add(SANDBOX.twilio().newConversation());
        }
        String next = SANDBOX.twilio()
                .get("/Conversations?PageSize=2")
                .body()
                .at("/meta/next_page_url")
                .asText();
        SANDBOX.twilio().delete("/Conversations/" + created.get(0));

        assertThat(SANDBOX.twilio()
                        .get(next)
                        .list("conversations")
                        .get(0)
                        .get("sid")
                        .asText())
                .isEqualTo(created.get(2));

        SANDBOX.twilio().delete("/Conversations/" + created.get(1));
        assertThat(SANDBOX.twilio()
                        .get(next)
                        .list("conversations")
                        .get(0)
                        .get("sid")
                        .asText())
                .isEqualTo(created.get(2));
    }

    @Test
    void newMessagesDoNotShiftThePagesOfOlderOnes() {
        TwilioClient twilio = SANDBOX.twilio();
        String path = "/Conversations/" + twilio.newConversation() + "/Messages";
        for (int i = 0; i < 4; i++) {
            twilio.post(path, "Body", "x");
        }
        String next = twilio.get(path + "?Order=desc&PageSize=2")
                .body()
                .at("/meta/next_page_url")
                .asText();

        twilio.post(path, "Body", "newer");

        assertThat(twilio.get(next).list("messages").get(0).get("index").asInt())
                .isEqualTo(1);
    }

    @Test
    void fiftyAreOnAPageAndNeverMoreThanAHundred() {
        String path = "/Conversations/" + SANDBOX.twilio().newConversation() + "/Messages";
        for (int i = 0; i < 101; i++) {
            SANDBOX.twilio().post(path, "Body", "x");
        }

        assertThat(SANDBOX.twilio().get(path).list("messages")).hasSize(50);
        assertThat(SANDBOX.twilio().get(path + "?PageSize=1000").list("messages"))
                .hasSize(100);
        assertThat(SANDBOX.twilio().get(path + "?PageSize=0").status()).isEqualTo(400);
        assertThat(SANDBOX.twilio().get(path + "?PageToken=nonsense").status()).isEqualTo(400);
    }

    @Test
    void filtersStayOnTheFollowingPages() {
        TwilioClient twilio = SANDBOX.twilio();
        for (int i = 0; i < 3; i++) {
            twilio.newConversation();
            twilio.post("/Conversations/" + twilio.newConversation(), "State", "closed");
        }

        assertThat(twilio.pages("/Conversations?State=closed&PageSize=2").stream()
                        .flatMap(page -> page.list("conversations").stream())
                        .map(conversation -> conversation.get("state").asText()))
                .containsExactly("closed", "closed", "closed");
    }
}
