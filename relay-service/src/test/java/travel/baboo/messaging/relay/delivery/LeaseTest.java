package travel.baboo.messaging.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Who has a lane, and who has it no more. The destination is nobody's, so that the service itself takes none of its lanes. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class LeaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    DeliveryRepository deliveries;

    @Inject
    LaneRepository lanes;

    @Inject
    StepRepository steps;

    private final String destination = "test-" + UUID.randomUUID();
    private final Instant now = Instant.now();

    @Test
    void aLaneIsLeasedOnceAndShowsItsFirstDelivery() {
        add("a", "1", "2");
        add("b", "1");
        List<Claim> claims = claim(10, now);
        assertThat(claims).hasSize(2).allSatisfy(claim -> assertThat(claim.head())
                .isNotNull());
        assertThat(head(claims, "a").eventId()).isEqualTo("a1");
        assertThat(claim(10, now)).isEmpty();
    }

    @Test
    void twoAtATimeNeverGetTheSameLane() {
        IntStream.range(0, 100).forEach(i -> add("lane" + i, "1"));
        Set<Lane> seen = new HashSet<>();
        for (int round = 0; round < 10; round++) {
            var one = lanes.claim(destination, 7, now.plusSeconds(1), LEASE).subscribeAsCompletionStage();
            var other = lanes.claim(destination, 7, now.plusSeconds(1), LEASE).subscribeAsCompletionStage();
            one.join().forEach(claim -> assertThat(seen.add(claim.lane())).isTrue());
            other.join().forEach(claim -> assertThat(seen.add(claim.lane())).isTrue());
        }
        assertThat(seen).hasSize(100);
    }

    @Test
    void whoLostALeaseChangesNothing() {
        add("a", "1");
        Claim slow = claim(1, now).get(0);
        Instant later = now.plus(LEASE).plusSeconds(1);
        Claim next = claim(1, later).get(0);
        assertThat(keep(delivered(next, later))).isZero();
        assertThat(keep(failed(slow, later))).isEqualTo(1);
        assertThat(state("a1")).isEqualTo("delivered");
    }

    @Test
    void aRenewedLeaseLasts() {
        add("a", "1");
        Claim claim = claim(1, now).get(0);
        lanes.renew(List.of(claim), now.plus(LEASE.multipliedBy(2))).await().atMost(PATIENCE);
        assertThat(claim(1, now.plus(LEASE).plusSeconds(1))).isEmpty();
        assertThat(claim(1, now.plus(LEASE.multipliedBy(2)).plusSeconds(1))).hasSize(1);
    }

    @Test
    void whatComesWhileALaneIsLeasedIsSeenWhenItIsGivenBack() {
        add("a", "1");
        Claim claim = claim(1, now).get(0);
        add("a", "2");
        assertThat(claim(1, now)).isEmpty();
        keep(delivered(claim, now));
        assertThat(head(claim(1, Instant.now()), "a").eventId()).isEqualTo("a2");
    }

    @Test
    void aLaneThatIsGivenBackTellsWhetherItHasMoreToDoNow() {
        add("a", "1", "2");
        Claim first = claim(1, now).get(0);
        assertThat(kept(delivered(first, now)).due()).containsExactly(first.lane());
        Claim second = claim(1, Instant.now()).get(0);
        Step later = Step.change(
                second, head(List.of(second), "a"), DeliveryState.WAITING, "fail", now, now.plusSeconds(3600));
        assertThat(kept(later).due()).isEmpty();
    }

    @Test
    void lanesTakeTurns() {
        add("busy", "1", "2", "3");
        Claim first = claim(1, now).get(0);
        add("quiet", "1");
        keep(delivered(first, now));
        Instant later = Instant.now().plusSeconds(1);
        assertThat(claim(1, later).get(0).lane().key()).isEqualTo("quiet");
    }

    private void add(String lane, String... events) {
        List<NewDelivery> rows = IntStream.range(0, events.length)
                .mapToObj(i -> new NewDelivery(
                        UUID.randomUUID(),
                        destination,
                        lane,
                        lane + events[i],
                        "onMessageAdded",
                        "{}",
                        1,
                        1,
                        null,
                        0,
                        now,
                        now.plusSeconds(3600),
                        now,
                        null,
                        null))
                .toList();
        pool.withTransaction(connection -> deliveries.add(connection, rows))
                .await()
                .atMost(PATIENCE);
    }

    private List<Claim> claim(int limit, Instant at) {
        return lanes.claim(destination, limit, at, LEASE).await().atMost(PATIENCE);
    }

    private static Head head(List<Claim> claims, String lane) {
        return claims.stream()
                .filter(claim -> claim.lane().key().equals(lane))
                .flatMap(claim -> Stream.ofNullable(claim.head()))
                .findFirst()
                .orElseThrow();
    }

    private int keep(Step step) {
        return kept(step).lost();
    }

    private StepRepository.Kept kept(Step step) {
        return steps.keep(List.of(step)).await().atMost(PATIENCE);
    }

    private static Step delivered(Claim claim, Instant at) {
        Outcome outcome = Outcome.answered(Outcome.Verdict.DELIVERED, Outcome.Health.WELL, "accepted", 200, "ok");
        return new Step(
                claim,
                Step.Kind.CHANGE,
                DeliveryState.DELIVERED,
                at,
                at,
                null,
                0,
                "accepted",
                "{}",
                new Attempt(at, at, outcome));
    }

    private static Step failed(Claim claim, Instant at) {
        return new Step(claim, Step.Kind.CHANGE, DeliveryState.FAILED, at, at, null, 0, "late", null, null);
    }

    private String state(String eventId) {
        return pool.preparedQuery("select state from delivery where destination = $1 and event_id = $2")
                .execute(Tuple.of(destination, eventId))
                .map(rows -> rows.iterator().next().getString("state"))
                .await()
                .atMost(PATIENCE);
    }
}
