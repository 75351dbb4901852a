package travel.baboo.messaging.conversation.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.conversation.mirror.MessageWaysMetrics.Shares;

/** Provisioning creates one sink and one subscription, and fixes every problem that the doctor reports about them. */
class EventStreamTest {

    private static final String SERVICE = FakeEventsApi.SERVICE;
    private static final StreamTarget TARGET = StreamTarget.below("https://hooks.example.com");

    private final FakeEventsApi twilio = new FakeEventsApi();

    @Test
    void aSecondRunChangesNothing() {
        assertThat(setUp(TARGET, false)).containsExactly("created", "created");
        assertThat(twilio.sinks.values()).singleElement().satisfies(sink -> assertThat(sink.configuration())
                .containsEntry("destination", "https://hooks.example.com/api/webhooks/event-stream")
                .containsEntry("method", "POST")
                .containsEntry("batch_events", false));
        assertThat(twilio.versions.values()).singleElement().satisfies(types -> assertThat(types)
                .hasSize(12)
                .containsEntry("com.twilio.conversations.message.added", 2)
                .doesNotContainKey("com.twilio.conversations.delivery.updated"));
        twilio.changes.clear();
        assertThat(setUp(TARGET, false)).containsExactly("found", "found");
        assertThat(twilio.changes).isEmpty();
        assertThat(examine(TARGET).healthy()).isTrue();
    }

    @Test
    void aDryRunChangesNothing() {
        assertThat(setUp(TARGET, true)).containsExactly("would-create", "would-create");
        assertThat(twilio.changes).isEmpty();
        setUp(TARGET, false);
        twilio.changes.clear();
        twilio.versions.values().forEach(types -> types.put("com.twilio.conversations.user.added", 1));
        assertThat(setUp(TARGET, true)).containsExactly("found", "would-change");
        assertThat(twilio.changes).isEmpty();
    }

    @Test
    void missingTypesAreAddedAndVersionsArePinned() {
        setUp(TARGET, false);
        twilio.versions.values().forEach(types -> {
            types.put("com.twilio.conversations.user.added", 1);
            types.remove("com.twilio.conversations.message.removed");
        });
        assertThat(examine(TARGET).lines())
                .anySatisfy(line -> assertThat(line.detail()).contains("user.added", "message.removed"));
        assertThat(setUp(TARGET, false)).containsExactly("found", "changed");
        assertThat(examine(TARGET).healthy()).isTrue();
    }

    @Test
    void anotherUrlMeansANewSinkWhichIsTestedBeforeTheOldOneGoes() {
        setUp(TARGET, false);
        String old = twilio.sinks.keySet().iterator().next();
        twilio.changes.clear();
        StreamTarget moved = StreamTarget.below("https://new.example.com");
        assertThat(examine(moved).healthy()).isFalse();
        assertThat(setUp(moved, false)).containsExactly("created", "created", "found", "removed");
        assertThat(twilio.changes)
                .containsExactly(
                        "POST Sinks", "POST Subscriptions", "POST Sinks/Test", "DELETE Subscriptions", "DELETE Sinks");
        assertThat(twilio.sinks).hasSize(1).doesNotContainKey(old);
        assertThat(examine(moved).healthy()).isTrue();
    }

    @Test
    void whileTheNewSinkIsNotActiveTheOldOneStays() {
        setUp(TARGET, false);
        twilio.makeSinks("validating");
        StreamTarget moved = StreamTarget.below("https://new.example.com");
        assertThatThrownBy(() -> setUp(moved, false)).isInstanceOf(ProblemException.class);
        assertThat(twilio.sinks).hasSize(2);
        assertThat(examine(TARGET).healthy()).isTrue();
    }

    @Test
    void removingLeavesNothingOfOursAndEverythingOfOthers() {
        setUp(TARGET, false);
        twilio.sinks.put(
                "DGother",
                new FakeEventsApi.FakeSink(
                        "DGother", "other", Map.of("destination", "https://other.example"), "active"));
        EventStreamProvisioner provisioner = new EventStreamProvisioner(twilio.client(), false);
        assertThat(outcomes(provisioner.removeAll(SERVICE, TARGET))).containsExactly("removed");
        assertThat(twilio.sinks).containsOnlyKeys("DGother");
        assertThat(twilio.subscriptions).isEmpty();
    }

    @Test
    void theLoginInTheUrlIsNeverShown() {
        StreamTarget secret = StreamTarget.of("https://user:pass@hooks.example.com/api/webhooks/event-stream");
        List<ProvisionReport.Step> steps = new EventStreamProvisioner(twilio.client(), false).setUp(SERVICE, secret);
        assertThat(twilio.sinks.values()).singleElement().satisfies(sink -> assertThat(sink.configuration())
                .containsEntry("destination", "https://user:pass@hooks.example.com/api/webhooks/event-stream"));
        assertThat(steps.toString() + examine(secret)).doesNotContain("pass");
        assertThat(outcomes(new EventStreamProvisioner(twilio.client(), false)
                        .setUp(
                                SERVICE,
                                StreamTarget.of("https://user:new@hooks.example.com/api/webhooks/event-stream"))))
                .contains("created", "removed");
        assertThatThrownBy(() -> StreamTarget.of("https://user:pass@hooks.example.com/x?y=z"))
                .hasMessageNotContaining("pass");
        assertThatThrownBy(() -> StreamTarget.of("https://user:pa ss@x")).hasMessageNotContaining("pa ss");
    }

    /** Whether Twilio returns user info is not documented. */
    @Test
    void aLoginThatTwilioHidesIsNotCompared() {
        StreamTarget secret = StreamTarget.of("https://user:pass@hooks.example.com/x");
        assertThat(secret.matches(Map.of("destination", "https://hooks.example.com/x")))
                .isTrue();
        assertThat(secret.matches(Map.of("destination", "https://user:***@hooks.example.com/x")))
                .isTrue();
        assertThat(secret.matches(Map.of("destination", "https://user:old@hooks.example.com/x")))
                .isFalse();
        assertThat(secret.matches(Map.of("destination", "https://hooks.example.com/y")))
                .isFalse();
    }

    @Test
    void retriesOfWebhooksAreSetOnDemand() {
        assertThat(retries(3, true)).containsExactly("would-change");
        assertThat(retries(3, false)).containsExactly("changed");
        assertThat(twilio.retries).isEqualTo(3);
        assertThat(retries(3, false)).containsExactly("found");
    }

    @Test
    void theDoctorSaysByWhichWaysMessagesCame() {
        setUp(TARGET, false);
        Shares shares = new Shares(90, 3, 5, 2, Instant.parse("2026-11-29T06:00:00Z"));
        Findings findings = new Findings();
        new StreamCheck(twilio.client(), findings).examine(SERVICE, TARGET, Optional.of(shares));
        assertThat(findings.report().lines())
                .anySatisfy(line -> assertThat(line.detail()).contains("5 by stream only", "2 by the reconciler only"));
    }

    @Test
    void argumentsAreCheckedBeforeAnythingIsDone() {
        assertThat(ProvisionOptions.parse(List.of("--event-stream", "--dry-run"))
                        .eventStream())
                .isTrue();
        assertThat(ProvisionOptions.parse(List.of("--event-stream", "https://x.example/y", "--remove")))
                .isEqualTo(
                        new ProvisionOptions(false, true, "https://x.example/y", true, java.util.OptionalInt.empty()));
        for (List<String> wrong : List.of(
                List.of("--remove"), List.of("--webhook-retries"), List.of("--webhook-retries", "x"), List.of("x"))) {
            assertThatThrownBy(() -> ProvisionOptions.parse(wrong)).hasMessageContaining("usage:");
        }
    }

    private List<String> setUp(StreamTarget target, boolean dryRun) {
        return outcomes(new EventStreamProvisioner(twilio.client(), dryRun).setUp(SERVICE, target));
    }

    private List<String> retries(int retries, boolean dryRun) {
        return outcomes(new EventStreamProvisioner(twilio.client(), dryRun).retries(SERVICE, retries));
    }

    private DoctorReport examine(StreamTarget target) {
        Findings findings = new Findings();
        new StreamCheck(twilio.client(), findings).examine(SERVICE, target, Optional.empty());
        return findings.report();
    }

    private static List<String> outcomes(List<ProvisionReport.Step> steps) {
        return steps.stream().map(ProvisionReport.Step::outcome).toList();
    }
}
