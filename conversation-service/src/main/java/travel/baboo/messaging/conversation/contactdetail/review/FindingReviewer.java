package travel.baboo.messaging.conversation.contactdetail.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.contactdetail.Checked;
import travel.baboo.messaging.conversation.contactdetail.Direction;
import travel.baboo.messaging.conversation.contactdetail.HiddenDetail;
import travel.baboo.messaging.conversation.contactdetail.Mode;
import travel.baboo.messaging.conversation.contactdetail.Policies;
import travel.baboo.messaging.conversation.contactdetail.review.FindingRepository.Visible;
import travel.baboo.messaging.conversation.contactdetail.review.FindingTasks.Mirrored;
import travel.baboo.messaging.conversation.database.StoredJson;
import travel.baboo.messaging.conversation.work.MessageTasks.Task;
import travel.baboo.messaging.conversation.work.Passes;

/**
 * Decides on mirrored messages with contact details, hidden or visible: reports each once. A message whose contact details should have been
 * hidden, but that Twilio published without asking us or without waiting for our answer, is reported as missed.
 */
@Singleton
public class FindingReviewer {

    /** Counter: messages with contact details; tag {@code outcome}: {@code replaced}, {@code flagged}, {@code missed}. */
    static final String FOUND = "baboo.contact.details";

    private static final Logger LOG = Logger.getLogger(FindingReviewer.class);
    private static final int BATCH = 50;
    private static final String MISSED = "missed";

    private final FindingTasks tasks;
    private final FindingRepository findings;
    private final DirectionRepository directions;
    private final Policies policies;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Passes passes;

    FindingReviewer(
            FindingTasks tasks,
            FindingRepository findings,
            DirectionRepository directions,
            Policies policies,
            ObjectMapper json,
            MeterRegistry meters) {
        this.tasks = tasks;
        this.findings = findings;
        this.directions = directions;
        this.policies = policies;
        this.json = json;
        this.meters = meters;
        this.passes = new Passes(
                () -> tasks.claim(BATCH).chain(this::reviewAll),
                failure ->
                        LOG.warnf("cause=%s Messages with contact details could not be reviewed; retrying", failure));
        List.of("replaced", "flagged", MISSED).forEach(outcome -> meters.counter(FOUND, "outcome", outcome));
    }

    @Scheduled(every = "${baboo.conversation.contact-detail.interval}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return policies.enabled() ? passes.run() : Uni.createFrom().voidItem();
    }

    void stop(@Observes ShutdownEvent event) {
        passes.stop();
    }

    private Uni<Boolean> reviewAll(List<Task> claimed) {
        return InTurn.each(claimed, task -> review(task).onFailure().recoverWithUni(failure -> failed(task, failure)))
                .replaceWith(claimed.size() == BATCH);
    }

    private Uni<Void> review(Task task) {
        return tasks.message(task)
                .chain(found -> {
                    Mirrored message = found.orElse(null);
                    return message == null
                            ? findings.complete(task, null, null, null)
                            : findings.complete(task, message, hidden(message), visible(message));
                })
                .invoke(outcomes -> outcomes.forEach(outcome -> found(task, outcome)))
                .replaceWithVoid();
    }

    private @Nullable UUID hidden(Mirrored message) {
        JsonNode id = StoredJson.object(json, message.attributes())
                .path(Checked.ATTRIBUTE)
                .path("id");
        try {
            return id.isTextual() ? UUID.fromString(id.asText()) : null;
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    private @Nullable Visible visible(Mirrored message) {
        String body = message.body();
        Mode mode = policies.mode(Mode.find(message.mode()).orElse(null), message.tag());
        if (body == null || mode == Mode.OFF) {
            return null;
        }
        List<HiddenDetail> details = policies.detailsIn(body);
        return details.isEmpty()
                ? null
                : directions
                        .of(
                                message.label(),
                                message.author(),
                                message.source(),
                                message.fromPhone(),
                                message.role(),
                                message.inquiry())
                        .filter(policies::covers)
                        .map(direction -> visible(message.sid(), direction, mode, details))
                        .orElse(null);
    }

    private static Visible visible(String messageSid, Direction direction, Mode mode, List<HiddenDetail> details) {
        String outcome = mode == Mode.REPLACE ? MISSED : "flagged";
        String name = messageSid + " " + outcome + " " + details;
        return new Visible(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), direction.text(), outcome, details);
    }

    private void found(Task task, String outcome) {
        meters.counter(FOUND, "outcome", outcome).increment();
        if (outcome.equals(MISSED)) {
            LOG.warnf(
                    "conversationSid=%s messageSid=%s A message was published with contact details that should have been hidden",
                    task.conversationSid(), task.messageSid());
        }
    }

    private Uni<Void> failed(Task task, Throwable failure) {
        return tasks.failed(task, failure)
                .invoke(givenUp -> {
                    if (givenUp) {
                        LOG.errorf(
                                "conversationSid=%s messageSid=%s cause=%s A message with contact details could not be reviewed and was given up",
                                task.conversationSid(), task.messageSid(), failure);
                    } else {
                        LOG.warnf(
                                "conversationSid=%s cause=%s A message with contact details could not be reviewed; retrying",
                                task.conversationSid(), failure);
                    }
                })
                .replaceWithVoid();
    }
}
