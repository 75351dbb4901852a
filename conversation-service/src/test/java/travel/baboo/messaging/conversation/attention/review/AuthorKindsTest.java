package travel.baboo.messaging.conversation.attention.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.common.sender.SenderLabelConfig;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.conversation.attention.clock.Author;

class AuthorKindsTest {

    private static final JsonObject INQUIRY = new JsonObject()
            .put("expert", new JsonObject().put("identity", "maria").put("name", "Maria"));

    private final AuthorKinds kinds = new AuthorKinds(new SenderLabels(
            new SenderLabelConfig() {
                @Override
                public String bot() {
                    return "Bot";
                }

                @Override
                public String team() {
                    return "Baboo Team";
                }

                @Override
                public String expert() {
                    return "Local Expert";
                }

                @Override
                public String traveler() {
                    return "Traveler";
                }
            },
            new ObjectMapper()));

    @ParameterizedTest
    @CsvSource({
        "a trusted label counts,              Bot, x, API, false, , BOT",
        "also against the member's role,      Baboo Team, x, API, false, expert, TEAM",
        "with a name before it,               Eva - Local Expert, x, API, false, , EXPERT",
        "a traveler of an expert's name,      Eva - Local Expert - Traveler, x, API, false, , TRAVELER",
        "an unknown label,                    Concierge, x, API, false, bot, BOT",
        "a phone belongs to a traveler,       , +15550001111, SMS, true, , TRAVELER",
        "a member has the role in our records, , eva, SDK, false, expert, EXPERT",
        "the inquiry names its expert,        , maria, SDK, false, , EXPERT",
        "a browser that calls itself system,  , system, SDK, false, , TRAVELER",
        "Twilio's own notification,           , system, , false, , SYSTEM",
        "no author,                           , , , false, , SYSTEM",
        "an unknown identity,                 , visitor, SDK, false, , TRAVELER"
    })
    void theKindOfAuthorComesFromTrustedData(
            String what,
            @Nullable String label,
            @Nullable String author,
            @Nullable String source,
            boolean phone,
            @Nullable String role,
            Author expected) {
        assertThat(kinds.of(label, author, source, phone, role, INQUIRY))
                .as(what)
                .isEqualTo(expected);
    }
}
