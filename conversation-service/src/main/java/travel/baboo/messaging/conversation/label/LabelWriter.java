package travel.baboo.messaging.conversation.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;
import travel.baboo.messaging.conversation.work.MessageTasks;
import travel.baboo.messaging.conversation.work.MessageTasks.Task;
import travel.baboo.messaging.conversation.work.Passes;

/**
 * Writes labels at Twilio, one at a time at a limited rate.
 *
 * <p>Promises: correct labels are not rewritten; other attributes stay; no webhook fires, so that a write never triggers
 * another. A write that fails is retried as {@link MessageTasks} says, and delays no other for long.
 */
@Singleton
public class LabelWriter {

    /** Counter: labels by result; tag {@code outcome}: written, present, unwritable, gone, failed. */
    static final String LABELS_METRIC = "baboo.labels";

    private static final Logger LOG = Logger.getLogger(LabelWriter.class);
    private static final int BATCH = 20;

    /** Twilio's limit for a message's attributes. */
    private static final int MAX_BYTES = 4096;

    private final LabelTasks tasks;
    private final AuthorLabels authors;
    private final SenderLabels labels;
    private final ConversationsClient twilio;
    private final LabelConfig config;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Passes passes;

    LabelWriter(
            LabelTasks tasks,
            AuthorLabels authors,
            SenderLabels labels,
            ConversationsClient twilio,
            LabelConfig config,
            ObjectMapper json,
            MeterRegistry meters) {
        this.tasks = tasks;
        this.authors = authors;
        this.labels = labels;
        this.twilio = twilio;
        this.config = config;
        this.json = json;
        this.meters = meters;
        passes = new Passes(
                () -> tasks.claim(BATCH).chain(this::writeAll).map(written -> written == BATCH),
                failure -> LOG.warnf("cause=%s Labels could not be written; retrying", failure));
        if (!(config.writesPerSecond() > 0)) {
            throw new IllegalArgumentException("baboo.conversation.label.writes-per-second must be above 0");
        }
    }

    @Scheduled(every = "${baboo.conversation.label.interval}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return config.enabled() ? passes.run() : Uni.createFrom().voidItem();
    }

    void stop(@Observes ShutdownEvent event) {
        passes.stop();
    }

    /** Wakes the writer before its next tick. */
    public void wake() {
        if (config.enabled()) {
            passes.wake();
        }
    }

    private Uni<Integer> writeAll(List<Task> claimed) {
        return InTurn.each(claimed, task -> write(task)
                        .onFailure()
                        .recoverWithUni(failure -> failed(task, failure))
                        .invoke(this::count))
                .replaceWith(claimed.size());
    }

    private Uni<String> write(Task task) {
        return tasks.facts(task)
                .chain(facts ->
                        facts.isEmpty() ? tasks.done(task).replaceWith("gone") : write(task, authors.of(facts.get())));
    }

    private Uni<String> write(Task task, String label) {
        return twilio.messageAttributes(task.conversationSid(), task.messageSid())
                .chain(attributes -> {
                    Optional<ObjectNode> present = parse(attributes);
                    if (present.isEmpty()) {
                        return tasks.done(task).replaceWith("unwritable");
                    }
                    if (label.equals(present.get().path(SenderLabels.ATTRIBUTE).asText(null))) {
                        return tasks.written(task, String.valueOf(attributes)).replaceWith("present");
                    }
                    String wanted = labels.withLabel(present.get(), label);
                    if (wanted.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
                        return tasks.done(task).replaceWith("unwritable");
                    }
                    return twilio.writeMessageAttributes(task.conversationSid(), task.messageSid(), wanted)
                            .chain(() -> tasks.written(task, wanted))
                            .chain(this::pause)
                            .replaceWith("written");
                });
    }

    private Uni<Void> pause() {
        Duration distance = Duration.ofNanos((long) (1e9 / config.writesPerSecond()));
        return Uni.createFrom().voidItem().onItem().delayIt().by(distance);
    }

    private Uni<String> failed(Task task, Throwable failure) {
        if (TwilioException.is(failure, TwilioErrorKind.NOT_FOUND, TwilioErrorKind.CONVERSATION_CLOSED)) {
            return tasks.done(task).replaceWith("gone");
        }
        LOG.debugf("conversationSid=%s cause=%s A label could not be written", task.conversationSid(), failure);
        return tasks.failed(task, failure)
                .invoke(givenUp -> {
                    if (givenUp) {
                        LOG.errorf(
                                "conversationSid=%s messageSid=%s cause=%s A label could not be written and was given up",
                                task.conversationSid(), task.messageSid(), failure);
                    }
                })
                .replaceWith("failed");
    }

    private void count(String outcome) {
        meters.counter(LABELS_METRIC, "outcome", outcome).increment();
    }

    /** Empty if the attributes are not an object: they stay unchanged. */
    private Optional<ObjectNode> parse(@Nullable String attributes) {
        if (attributes == null || attributes.isBlank()) {
            return Optional.of(JsonNodeFactory.instance.objectNode());
        }
        try {
            JsonNode node = json.readTree(attributes);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
