package travel.baboo.messaging.sandbox.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtMake;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Decided;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.InMirror;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.OnPhone;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Sent;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Writer;

class ProofTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final List<Sent> SENT =
            List.of(new Sent("a", Writer.TRAVELER, true), new Sent("b", Writer.EXPERT, true));
    private static final List<AtTwilio> TWILIO =
            List.of(new AtTwilio("CH", "IM0", 0, "a", NOON), new AtTwilio("CH", "IM1", 1, "b", NOON.plusSeconds(5)));
    private static final List<InMirror> MIRROR =
            List.of(new InMirror("CH", "IM0", 0, "a"), new InMirror("CH", "IM1", 1, "b"));
    private static final List<AtMake> MAKE = List.of(received("IM0", "id0", 1), received("IM1", "id1", 8));
    private static final List<OnPhone> PHONE = List.of(new OnPhone("+1", "b"));

    @Test
    void whatIsEverywhereOnceAndInOrderHolds() {
        assertThat(Proof.of(new Evidence(SENT, TWILIO, MIRROR, MAKE, PHONE, Set.of()))
                        .lines())
                .allMatch(line -> line.startsWith("holds"));
    }

    @Test
    void aMessageWithoutAnAcknowledgementMayBeMissing() {
        List<Sent> sent = List.of(SENT.get(0), SENT.get(1), new Sent("c", Writer.EXPERT, false));

        assertThat(Proof.of(new Evidence(sent, TWILIO, MIRROR, MAKE, PHONE, Set.of()))
                        .holds())
                .isTrue();
    }

    @Test
    void aMessageThatIsMissingSomewhereIsNamed() {
        assertBroken(Proof.Promise.SENT_ONCE, new Evidence(SENT, TWILIO.subList(0, 1), MIRROR, MAKE, PHONE, Set.of()));
        assertBroken(Proof.Promise.MIRRORED, new Evidence(SENT, TWILIO, MIRROR.subList(0, 1), MAKE, PHONE, Set.of()));
        assertBroken(Proof.Promise.RECEIVED, new Evidence(SENT, TWILIO, MIRROR, MAKE.subList(0, 1), PHONE, Set.of()));
        assertBroken(Proof.Promise.ON_THE_PHONE, new Evidence(SENT, TWILIO, MIRROR, MAKE, List.of(), Set.of()));
    }

    @Test
    void aMessageOfAnotherConversationIsNotTheSame() {
        List<InMirror> mirror = List.of(MIRROR.get(0), new InMirror("CH2", "IM1", 1, "b"));

        assertBroken(Proof.Promise.MIRRORED, new Evidence(SENT, TWILIO, mirror, MAKE, PHONE, Set.of()));
    }

    @Test
    void aRepeatUnderTheSameIdIsCounted() {
        List<AtMake> make = List.of(MAKE.get(0), MAKE.get(0), MAKE.get(1), MAKE.get(0));
        Proof proof = Proof.of(new Evidence(SENT, TWILIO, MIRROR, make, PHONE, Set.of()));

        assertThat(proof.holds()).isTrue();
        assertThat(proof.repeats()).isEqualTo(2);
    }

    @Test
    void latenciesAreOfTheFirstArrival() {
        List<AtMake> make = List.of(MAKE.get(0), MAKE.get(1), received("IM1", "id1", 30));
        Latencies latencies = new Latencies(new Evidence(SENT, TWILIO, MIRROR, make, PHONE, Set.of()));

        assertThat(latencies.percentile(1, created -> true)).isEqualTo(Duration.ofSeconds(3));
        assertThat(latencies.percentile(0.5, NOON::equals)).isEqualTo(Duration.ofSeconds(1));
        assertThat(latencies.percentile(0.5, created -> false)).isZero();
        assertThat(latencies.untilAllOlderArrived(NOON.plusSeconds(6))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aLateMessageIsExcusedOnlyByALostWebhook() {
        List<AtMake> make = List.of(MAKE.get(1), MAKE.get(0));

        assertBroken(Proof.Promise.IN_ORDER, new Evidence(SENT, TWILIO, MIRROR, make, PHONE, Set.of("IM1")));
        Proof proof = Proof.of(new Evidence(SENT, TWILIO, MIRROR, make, PHONE, Set.of("IM0")));
        assertThat(proof.holds()).isTrue();
        assertThat(proof.late()).isEqualTo(1);
    }

    @Test
    void aMessageThatOnlyEventStreamsReportedMayComeBackToItsScenario() {
        List<Sent> sent = List.of(SENT.get(0), new Sent("b", Writer.SCENARIO, true));
        Evidence.Ways ways = new Evidence.Ways(1, 0, 1, 0, 1, 1, 2, 2);

        List<Decided> decided = List.of(overdue(0), notice(0, 1));

        Proof proof = Proof.of(new Evidence(sent, TWILIO, MIRROR, MAKE, decided, PHONE, Set.of(), Set.of("IM1"), ways));
        assertThat(proof.holds()).isTrue();
        assertThat(proof.echoes()).isEqualTo(1);
        assertBroken(
                Proof.Promise.NO_ECHO,
                new Evidence(sent, TWILIO, MIRROR, MAKE, decided, PHONE, Set.of(), Set.of(), ways));
        List<AtMake> make = List.of(MAKE.get(1), MAKE.get(0));
        assertBroken(
                Proof.Promise.IN_ORDER,
                new Evidence(SENT, TWILIO, MIRROR, make, List.of(), PHONE, Set.of(), Set.of("IM0"), ways));
    }

    @Test
    void theWaysOfMessagesAddUp() {
        assertThat(withWays(new Evidence.Ways(1, 0, 0, 1, 1, 1, 1, 1)).holds()).isTrue();
        assertThat(withWays(new Evidence.Ways(1, 1, 0, 0, 1, 2, 1, 1)).holds())
                .as("an answer was lost")
                .isTrue();
        assertThat(List.of(
                        new Evidence.Ways(1, 0, 0, 0, 1, 1, 1, 1),
                        new Evidence.Ways(2, 1, 0, 0, 2, 2, 2, 2),
                        new Evidence.Ways(0, 0, 1, 1, 1, 1, 1, 1),
                        new Evidence.Ways(1, 1, 0, 0, 1, 1, 1, 1),
                        new Evidence.Ways(0, 2, 0, 0, 2, 2, 1, 1)))
                .allSatisfy(ways -> assertThat(withWays(ways).breachesOf(Proof.Promise.ADDS_UP))
                        .as(ways.toString())
                        .isNotEmpty());
        assertThat(Proof.of(new Evidence(SENT, TWILIO, MIRROR, MAKE, PHONE, Set.of()))
                        .breaches())
                .as("without Event Streams nothing is counted")
                .doesNotContainKey(Proof.Promise.ADDS_UP);
    }

    private static Proof withWays(Evidence.Ways ways) {
        return Proof.of(new Evidence(SENT, TWILIO, MIRROR, MAKE, List.of(), PHONE, Set.of(), Set.of(), ways));
    }

    private static void assertBroken(Proof.Promise promise, Evidence evidence) {
        assertThat(Proof.of(evidence).breachesOf(promise)).isNotEmpty();
    }

    private static AtMake received(String sid, String id, long second) {
        return new AtMake("CH", sid, id, true, NOON.plusSeconds(second));
    }

    private static Decided overdue(long first) {
        return SeenTest.overdue("CH", first);
    }

    private static Decided notice(long first, long last) {
        return SeenTest.notice("CH", first, last);
    }
}
