package travel.baboo.messaging.conversation.attention.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.conversation.attention.clock.Author;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;

/** Uses a simulated clock. A window is reported two hours before its end; nothing older than seven days is reported. */
class ArrivalDeciderTest {

    private static final Instant WRITTEN = Instant.parse("2026-08-11T08:00:00.250Z");
    private static final Instant WINDOW = Instant.parse("2026-08-11T08:00:00Z");
    private static final ResponseClock.Wait WAIT =
            new ResponseClock.Wait(3, true, WRITTEN, WRITTEN.plusSeconds(60), WRITTEN.plusSeconds(120), "default");

    private final ArrivalDecider decider = decider(true, Duration.ofHours(2));
    private final List<Failure> failures = new ArrayList<>();
    private ArrivalState state = ArrivalState.NEW;
    private @Nullable Phone phone = new Phone("whatsapp", true, WRITTEN, null);
    private ResponseClock.@Nullable Wait wait = WAIT;
    private @Nullable Long inbound;
    private boolean closed;

    private static ArrivalDecider decider(boolean enabled, Duration before) {
        return new ArrivalDecider(enabled, before, Duration.ofDays(7));
    }

    /** Reviews at a time and stores the decision. The same review once more must report nothing. */
    private ArrivalOutcome review(Instant now) {
        ArrivalOutcome outcome = decider.decide(state, facts(), wait, now);
        state = outcome.state();
        failures.replaceAll(failure -> outcome.settled().contains(failure.messageSid()) ? settled(failure) : failure);
        ArrivalOutcome again = decider.decide(state, facts(), wait, now);
        assertThat(again.undelivered()).as("repeated").isEmpty();
        assertThat(again.closing()).as("repeated").isNull();
        assertThat(again.optedOutAt()).as("repeated").isNull();
        assertThat(again.state()).isEqualTo(state);
        return outcome;
    }

    private ArrivalOutcome reviewAfter(Duration sinceWritten) {
        return review(WRITTEN.plus(sinceWritten));
    }

    private ArrivalFacts facts() {
        return new ArrivalFacts(closed, phone, inbound, failures);
    }

    private static Failure settled(Failure failure) {
        return new Failure(
                failure.messageSid(),
                failure.index(),
                failure.author(),
                failure.identity(),
                failure.at(),
                failure.errorCode(),
                true);
    }

    private void fail(long index, Author author, Instant at) {
        failures.add(new Failure("IM" + index, index, author, "someone", at, 30003, false));
    }

    @ParameterizedTest
    @CsvSource({"EXPERT, true", "TEAM, true", "BOT, true", "SYSTEM, true", "TRAVELER, false"})
    void aMessageOfOursThatDidNotArriveIsReportedOnce(Author author, boolean reported) {
        fail(4, author, WRITTEN);

        ArrivalOutcome outcome = reviewAfter(Duration.ofMinutes(1));

        assertThat(outcome.undelivered()).hasSize(reported ? 1 : 0);
        assertThat(outcome.settled()).containsExactly("IM4");
        assertThat(state.undelivered()).isEqualTo(reported ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"P7D, 0", "PT167H59M, 1"})
    void aFailureOfABackfillIsSettledAndNotReported(Duration age, int reported) {
        fail(4, Author.EXPERT, WRITTEN);

        ArrivalOutcome outcome = reviewAfter(age);

        assertThat(outcome.undelivered()).hasSize(reported);
        assertThat(outcome.settled()).containsExactly("IM4");
    }

    @Test
    void failuresAreReportedByIndexEvenOfAClosedConversationWithoutAPhone() {
        closed = true;
        phone = null;
        fail(6, Author.BOT, WRITTEN);
        fail(4, Author.EXPERT, WRITTEN);

        assertThat(reviewAfter(Duration.ZERO).undelivered())
                .extracting(Failure::index)
                .containsExactly(4L, 6L);
    }

    /** Messages 4 and 6 did not arrive. */
    @ParameterizedTest
    @CsvSource({", 2", "3, 2", "4, 1", "5, 1", "6, 0", "7, 0"})
    void theCountIsOfMessagesAfterTheTravelersLast(@Nullable Long lastInbound, int count) {
        fail(4, Author.EXPERT, WRITTEN);
        fail(6, Author.EXPERT, WRITTEN);
        inbound = lastInbound;

        reviewAfter(Duration.ZERO);

        assertThat(state.undelivered()).isEqualTo(count);
    }

    @Test
    void moreFailuresThanOneReviewCoversAreReviewedSoon() {
        IntStream.range(0, ArrivalFacts.MOST_FAILURES).forEach(index -> fail(index, Author.BOT, WRITTEN));

        assertThat(reviewAfter(Duration.ZERO).reviewAt()).isEqualTo(WRITTEN.plusSeconds(1));
        wait = null;
        assertThat(reviewAfter(Duration.ZERO).reviewAt()).isNull();
    }

    /** The window is from 08:00 to 08:00 of the next day. */
    @ParameterizedTest
    @CsvSource({
        "2026-08-11T08:00:01Z, false, 2026-08-12T06:00:00Z",
        "2026-08-12T05:59:59Z, false, 2026-08-12T06:00:00Z",
        "2026-08-12T06:00:00Z, true,",
        "2026-08-12T07:59:59Z, true,",
        "2026-08-12T08:00:00Z, false,",
        "2026-08-13T08:00:00Z, false,"
    })
    void aWindowIsReportedBeforeItsEndAndNotAfterIt(Instant now, boolean reported, @Nullable Instant next) {
        ArrivalOutcome outcome = review(now);

        if (reported) {
            assertThat(outcome.closing())
                    .isEqualTo(new ArrivalOutcome.Closing(WINDOW, WINDOW.plus(Duration.ofHours(24)), WAIT));
        } else {
            assertThat(outcome.closing()).isNull();
        }
        assertThat(outcome.reviewAt()).isEqualTo(next);
    }

    @Test
    void eachWindowIsReportedOnce() {
        assertThat(reviewAfter(Duration.ofHours(22)).closing()).isNotNull();
        // The same message with the time of Twilio's REST API, in whole seconds.
        phone = new Phone("whatsapp", true, WINDOW, null);
        assertThat(reviewAfter(Duration.ofHours(23)).closing()).isNull();

        Instant written = WRITTEN.plus(Duration.ofHours(23));
        phone = new Phone("whatsapp", true, written, null);

        assertThat(review(written).closing()).isNull();
        assertThat(review(written.plus(Duration.ofHours(22))).closing()).isNotNull();
    }

    private enum Prevented {
        NO_WAIT,
        CLOSED,
        NO_PHONE,
        SMS,
        NEVER_WROTE,
        OPTED_OUT
    }

    @ParameterizedTest
    @EnumSource(Prevented.class)
    void aWindowIsNotReportedIfNothingHasToOrCanBeSent(Prevented why) {
        switch (why) {
            case NO_WAIT -> wait = null;
            case CLOSED -> closed = true;
            case NO_PHONE -> phone = null;
            case SMS -> phone = new Phone("sms", false, WRITTEN, null);
            case NEVER_WROTE -> phone = new Phone("whatsapp", true, null, null);
            case OPTED_OUT -> phone = new Phone("whatsapp", true, WRITTEN, WRITTEN);
        }

        assertThat(reviewAfter(Duration.ofHours(1)).reviewAt()).isNull();
        assertThat(reviewAfter(Duration.ofHours(23)).closing()).isNull();
    }

    @Test
    void eachOptOutIsReportedOnce() {
        phone = new Phone("sms", false, WRITTEN, WRITTEN);
        assertThat(reviewAfter(Duration.ZERO).optedOutAt()).isEqualTo(WINDOW);
        phone = new Phone("sms", false, WRITTEN, null);
        assertThat(reviewAfter(Duration.ofHours(1)).optedOutAt()).isNull();

        Instant again = WRITTEN.plus(Duration.ofHours(2));
        phone = new Phone("sms", false, again, again);

        assertThat(review(again).optedOutAt()).isEqualTo(WINDOW.plus(Duration.ofHours(2)));
    }

    @Test
    void anOptOutIsNotReportedIfTheConversationIsClosedOrItIsOld() {
        phone = new Phone("sms", false, WRITTEN, WRITTEN);
        assertThat(reviewAfter(Duration.ofDays(7)).optedOutAt()).isNull();
        closed = true;
        assertThat(reviewAfter(Duration.ZERO).optedOutAt()).isNull();
        closed = false;
        assertThat(reviewAfter(Duration.ofDays(6)).optedOutAt()).isNotNull();
    }

    @Test
    void nothingIsReportedIfItIsDisabled() {
        phone = new Phone("whatsapp", true, WRITTEN, WRITTEN);
        fail(4, Author.EXPERT, WRITTEN);

        ArrivalOutcome outcome =
                decider(false, Duration.ofHours(2)).decide(state, facts(), WAIT, WRITTEN.plus(Duration.ofHours(23)));

        assertThat(outcome).isEqualTo(new ArrivalOutcome(state, List.of(), List.of(), null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT24H"})
    void anInvalidWarningTimeIsRejected(Duration before) {
        assertThatThrownBy(() -> decider(true, before)).isInstanceOf(IllegalArgumentException.class);
    }
}
