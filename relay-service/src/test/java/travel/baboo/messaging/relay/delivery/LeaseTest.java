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
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.flow.Health;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Leases of lanes. No service serves the destination, so that the service under test claims none of its lanes. */
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
    AttemptRepository attempts;

    @Inject
    StepRepository steps;

    private final String destination = "test-" + UUID.randomUUID();
    private final Instant now = Instant.now();

    @Test
    void aLaneIsLeasedOnceAndShowsItsFirstDelivery() {
        add("a", "1", "2");
        add("b", "1");
        List<Claim> claims = claim(10);
        assertThat(claims).hasSize(2).allSatisfy(claim -> assertThat(claim.next())
                .isNotNull());
        assertThat(next(claims, "a").eventId()).isEqualTo("a1");
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void twoAtATimeNeverGetTheSameLane() {
        IntStream.range(0, 100).forEach(i -> add("lane" + i, "1"));
        Set<Lane> seen = new HashSet<>();
        for (int round = 0; round < 10; round++) {
            var one = lanes.claim(destination, 7, LEASE, false).subscribeAsCompletionStage();
            var other = lanes.claim(destination, 7, LEASE, false).subscribeAsCompletionStage();
            one.join().forEach(claim -> assertThat(seen.add(claim.lane())).isTrue());
            other.join().forEach(claim -> assertThat(seen.add(claim.lane())).isTrue());
        }
        assertThat(seen).hasSize(100);
    }

    @Test
    void whoLostALeaseChangesNothing() {
        add("a", "1");
        Claim slow = claim(1).get(0);
        leaseEnds("a");
        Claim next = claim(1).get(0);
        assertThat(keep(delivered(next, null))).isZero();
        assertThat(keep(failed(slow))).isEqualTo(1);
        assertThat(state("a1")).isEqualTo("delivered");
    }

    /** A text that went out once was forgotten with its SID when the lease ran out meanwhile, and went out again. */
    @Test
    void whoLostALeaseStillKeepsATextThatWentOut() {
        add("a", "1");
        Claim slow = claim(1).get(0);
        begin(slow);
        leaseEnds("a");
        Claim next = claim(1).get(0);
        keep(interrupted(next));
        assertThat(state("a1")).isEqualTo("unknown");

        assertThat(keep(delivered(slow, "SM1"))).isEqualTo(1);

        assertThat(state("a1")).isEqualTo("delivered");
        assertThat(column("provider_sid", "a1")).isEqualTo("SM1");
        assertThat(claim(1)).isEmpty();
    }

    @Test
    void ofATextThatWasMadeAgainMeanwhileTheSidIsKeptAndNothingElse() {
        add("a", "1");
        Claim slow = claim(1).get(0);
        begin(slow);
        leaseEnds("a");
        keep(interrupted(claim(1).get(0)));
        execute(
                "update delivery set state = 'waiting', sending_since = null where destination = $1 and event_id = 'a1'");
        execute("update lane set ready_at = now() where destination = $1");
        begin(claim(1).get(0));

        keep(delivered(slow, "SM2"));

        assertThat(state("a1")).isEqualTo("waiting");
        assertThat(column("provider_sid", "a1")).isNull();
        assertThat(text("select delivery_id::text from text_status where provider_sid = 'SM2' and $1 <> ''"))
                .isEqualTo(column("id::text", "a1"));
    }

    @Test
    void anAttemptDoesNotBeginWhenTheDeliveryIsNoLongerAsItWas() {
        add("a", "1", "2");
        Claim claim = claim(1).get(0);
        execute("update delivery set state = 'delivered' where destination = $1 and event_id = 'a1'");
        assertThat(begin(claim)).isFalse();
        assertThat(state("a1")).isEqualTo("delivered");
    }

    @Test
    void anAttemptDoesNotBeginWithoutTheLease() {
        add("a", "1");
        Claim slow = claim(1).get(0);
        leaseEnds("a");
        claim(1);
        assertThat(begin(slow)).isFalse();
    }

    @Test
    void aRenewedLeaseLasts() {
        add("a", "1");
        Claim claim = claim(1).get(0);
        leaseEnds("a");
        lanes.renew(List.of(claim), LEASE).await().atMost(PATIENCE);
        assertThat(claim(1)).isEmpty();
        leaseEnds("a");
        assertThat(claim(1)).hasSize(1);
    }

    @Test
    void whatComesWhileALaneIsLeasedIsSeenWhenItIsReleased() {
        add("a", "1");
        Claim claim = claim(1).get(0);
        add("a", "2");
        assertThat(claim(1)).isEmpty();
        keep(delivered(claim, null));
        assertThat(next(claim(1), "a").eventId()).isEqualTo("a2");
    }

    @Test
    void aLaneThatIsReleasedReportsWhetherItHasMoreToDoNow() {
        add("a", "1", "2");
        Claim first = claim(1).get(0);
        assertThat(kept(delivered(first, null)).due()).containsExactly(first.lane());
        Claim second = claim(1).get(0);
        Step later = new Step.Move(
                second,
                next(List.of(second), "a"),
                Decision.to(
                        DeliveryState.WAITING,
                        "fail",
                        second.now(),
                        second.now().plusSeconds(3600),
                        1),
                null);
        assertThat(kept(later).due()).isEmpty();
    }

    @Test
    void lanesTakeTurns() {
        add("busy", "1", "2", "3");
        Claim first = claim(1).get(0);
        add("quiet", "1");
        keep(delivered(first, null));
        assertThat(claim(1).get(0).lane().key()).isEqualTo("quiet");
    }

    @Test
    void aPausedDestinationGivesNoLanesButToAProbe() {
        execute("insert into destination_state (name, paused_at) values ($1, now())");
        add("a", "1");
        assertThat(claim(1)).isEmpty();
        assertThat(lanes.claim(destination, 1, LEASE, true).await().atMost(PATIENCE))
                .hasSize(1);
    }

    private void add(String lane, String... events) {
        List<NewDelivery> rows = IntStream.range(0, events.length)
                .mapToObj(i -> new NewDelivery(
                        destination,
                        lane,
                        lane + events[i],
                        "onMessageAdded",
                        "travel.baboo.twilio.message-added.v1",
                        "{}",
                        null,
                        0,
                        now,
                        now.plusSeconds(3600),
                        null,
                        null,
                        null,
                        Duration.ZERO))
                .toList();
        pool.withTransaction(connection -> deliveries.add(connection, rows))
                .await()
                .atMost(PATIENCE);
    }

    private List<Claim> claim(int limit) {
        return lanes.claim(destination, limit, LEASE, false).await().atMost(PATIENCE);
    }

    /** No clock of this process is asked; so the database's time is not moved, but what is compared with it. */
    private void leaseEnds(String lane) {
        execute("update lane set leased_until = now() - interval '1 second', ready_at = now() - interval '1 second'"
                + " where destination = $1 and lane = '" + lane + "'");
    }

    private boolean begin(Claim claim) {
        return attempts.begin(claim, next(List.of(claim), claim.lane().key()), "+15550000001")
                .await()
                .atMost(PATIENCE);
    }

    private static NextDelivery next(List<Claim> claims, String lane) {
        return claims.stream()
                .filter(claim -> claim.lane().key().equals(lane))
                .flatMap(claim -> Stream.ofNullable(claim.next()))
                .findFirst()
                .orElseThrow();
    }

    private int keep(Step step) {
        return kept(step).lost();
    }

    private StepRepository.Kept kept(Step step) {
        return steps.keep(List.of(step)).await().atMost(PATIENCE);
    }

    private static Step delivered(Claim claim, @Nullable String sid) {
        Outcome outcome = new Outcome(Outcome.Verdict.DELIVERED, Health.HEALTHY, "accepted", 200, "ok", null, sid);
        return attempted(claim, outcome, 1);
    }

    private static Step interrupted(Claim claim) {
        return attempted(claim, Outcome.unanswered(Outcome.Verdict.UNKNOWN, "interrupted"), 1);
    }

    private static Step attempted(Claim claim, Outcome outcome, int number) {
        NextDelivery next = next(List.of(claim), claim.lane().key());
        Attempt attempt = new Attempt(number, claim.now(), claim.now(), outcome);
        Decision change =
                StateMachine.attempted(Policies.TEXTS, StateMachine.Standing.of(next), attempt, new Random(7));
        return new Step.Attempted(claim, next, change, attempt, null);
    }

    private static Step failed(Claim claim) {
        NextDelivery next = next(List.of(claim), claim.lane().key());
        return new Step.Move(claim, next, Decision.to(DeliveryState.FAILED, "late", claim.now(), claim.now(), 0), null);
    }

    private String state(String eventId) {
        return String.valueOf(column("state", eventId));
    }

    private @Nullable String column(String name, String eventId) {
        return text("select " + name + " from delivery where destination = $1 and event_id = '" + eventId + "'");
    }

    private @Nullable String text(String sql) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(destination))
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(PATIENCE);
    }

    private void execute(String sql) {
        pool.preparedQuery(sql).execute(Tuple.of(destination)).await().atMost(PATIENCE);
    }
}
