package travel.baboo.messaging.conversation.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class SearchKeyTest {

    private static final String HEX = "0123456789abcdef0123456789abcdef";

    @Inject
    PhoneNumbers numbers;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IM" + HEX,
                "  IM" + HEX + "\n",
                "message-added:IM" + HEX,
                "message-updated:IM" + HEX + ":2026-08-11"
            })
    void aSidIsFoundByItselfAndInAnEventsId(String text) {
        SearchKey key = SearchKey.of(text, numbers);
        assertThat(key.text()).isEqualTo("IM" + HEX);
        assertThat(key.isSid()).isTrue();
        assertThat(key.person()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"+44 7700 900123,+447700900123", "+44-7700-900123,+447700900123", "whatsapp:+447700900123,+447700900123"
    })
    void aPhoneNumberHasOneOwnerInAnySpelling(String text, String account) {
        SearchKey key = SearchKey.of(text, numbers);
        assertThat(key.person()).isNotNull().endsWith(account.substring(1));
        assertThat(key.isSid()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"maria@example.com", "4711", "two words", "IM12", "CHEESE", "inquiry:17"})
    void otherTextsAreTakenAsTheyAre(String text) {
        assertThat(SearchKey.of(text, numbers)).isEqualTo(new SearchKey(text, false, null));
    }
}
