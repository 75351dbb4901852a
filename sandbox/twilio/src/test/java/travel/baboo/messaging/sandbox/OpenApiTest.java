package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The check of the answers is itself strict: it sees what is missing, too much, or of the wrong kind. */
class OpenApiTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private ObjectNode list = Http.MAPPER.createObjectNode();

    @BeforeEach
    void aListOfOneConversation() {
        SANDBOX.twilio().newConversation();
        list = (ObjectNode) SANDBOX.twilio().get("/Conversations").body();
    }

    @Test
    void theSandboxsAnswerPasses() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aMissingPropertyIsSeenDeepInside() {
        conversation().remove("unique_name");

        assertThatThrownBy(this::check).hasMessageContaining("unique_name");
    }

    @Test
    void anUnknownPropertyIsSeen() {
        conversation().put("extra", 1);

        assertThatThrownBy(this::check).hasMessageContaining("extra");
    }

    @Test
    void aBadSidAnUnknownStateAndAForeignDateAreSeen() {
        conversation().put("sid", "CH1");
        assertThatThrownBy(this::check).hasMessageContaining("sid");
        aListOfOneConversation();
        conversation().put("state", "asleep");
        assertThatThrownBy(this::check).hasMessageContaining("state");
        aListOfOneConversation();
        conversation().put("date_created", "yesterday");
        assertThatThrownBy(this::check).hasMessageContaining("date_created");
        aListOfOneConversation();
        ((ObjectNode) list.get("meta")).putNull("page");
        assertThatThrownBy(this::check).hasMessageContaining("page");
    }

    private ObjectNode conversation() {
        return (ObjectNode) list.get("conversations").get(0);
    }

    private void check() {
        OpenApi.CONVERSATIONS.check("GET", "/v1/Conversations", 200, list);
    }
}
