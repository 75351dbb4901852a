package travel.baboo.messaging.conversation.attention.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.conversation.attention.arrival.FallbackPolicy.Way;
import travel.baboo.messaging.conversation.attention.clock.Author;

class FallbackPolicyTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:00:00Z");
    private static final Phone WHATSAPP = new Phone("whatsapp", true, NOW.minus(Duration.ofHours(30)), null);

    @ParameterizedTest
    @CsvSource({
        "SMS, 63003, true",
        "SMS, 63016, true",
        "SMS, 63024, true",
        "SMS, 63014, false",
        "SMS, , false",
        // A template reaches no number that WhatsApp does not know.
        "TEMPLATE, 63003, false",
        "TEMPLATE, 63016, true",
        "TEMPLATE, 63024, false",
        "NONE, 63016, false"
    })
    void theErrorCodeDecides(Way way, @Nullable Integer code, boolean applies) {
        assertThat(applies(way, facts(false, WHATSAPP), failure(Author.EXPERT, NOW, code)))
                .isEqualTo(applies);
    }

    @Test
    void onlyWhatsAppHasASecondWay() {
        Phone sms = new Phone("sms", false, NOW, null);
        assertThat(applies(facts(false, sms))).isFalse();
        assertThat(applies(facts(false, null))).isFalse();
    }

    @Test
    void whoOptedOutGetsNothing() {
        Phone optedOut = new Phone("whatsapp", true, NOW, NOW.minusSeconds(5));
        assertThat(applies(facts(false, optedOut))).isFalse();
    }

    @Test
    void nothingIsSentInAClosedConversation() {
        assertThat(applies(facts(true, WHATSAPP))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"EXPERT, true", "TEAM, true", "BOT, true", "SYSTEM, false"})
    void automaticMessagesHaveNoSecondWay(Author author, boolean applies) {
        assertThat(applies(Way.SMS, facts(false, WHATSAPP), failure(author, NOW, 63016)))
                .isEqualTo(applies);
    }

    @Test
    void anOldMessageIsNotSentAgain() {
        assertThat(applies(Way.SMS, facts(false, WHATSAPP), failure(Author.EXPERT, NOW.minusSeconds(3599), 63016)))
                .isTrue();
        assertThat(applies(Way.SMS, facts(false, WHATSAPP), failure(Author.EXPERT, NOW.minusSeconds(3600), 63016)))
                .isFalse();
    }

    private static boolean applies(ArrivalFacts facts) {
        return applies(Way.SMS, facts, failure(Author.EXPERT, NOW, 63016));
    }

    private static boolean applies(Way way, ArrivalFacts facts, Failure failure) {
        return new FallbackPolicy(way, Set.of(63003, 63016, 63024), Duration.ofHours(1)).applies(facts, failure, NOW);
    }

    private static ArrivalFacts facts(boolean closed, @Nullable Phone phone) {
        return new ArrivalFacts(closed, phone, null, List.of());
    }

    private static Failure failure(Author author, Instant at, @Nullable Integer code) {
        return new Failure("IM1", 3, author, "maria@example.com", at, code, false);
    }
}
