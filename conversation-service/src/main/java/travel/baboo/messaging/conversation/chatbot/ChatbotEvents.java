package travel.baboo.messaging.conversation.chatbot;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;

/**
 * Notices, in the mirror's transaction, what decides over bot or person, and has Twilio brought in line afterwards. What fails
 * there is tried again until it is done, after a restart too.
 */
@Singleton
public class ChatbotEvents {

    private static final Logger LOG = Logger.getLogger(ChatbotEvents.class);

    private final Chatbot chatbot;
    private final ChatbotRepository repository;
    private final ChatbotConfig config;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile long timer = -1;

    ChatbotEvents(Chatbot chatbot, ChatbotRepository repository, ChatbotConfig config, Vertx vertx) {
        this.chatbot = chatbot;
        this.repository = repository;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(config.repeatEvery().toMillis(), tick -> wake());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Whether the event may decide who answers. */
    public boolean concerns(TwilioEvent event) {
        return chatbot.isConfigured() && (isWidgets(event) || mayBeOneOfOurs(event));
    }

    /** Keeps what the event decides. */
    public Uni<Void> notice(SqlConnection connection, TwilioEvent event) {
        String sid = String.valueOf(event.conversationSid());
        return isWidgets(event)
                ? repository.begin(connection, sid)
                : repository.takeOver(
                        connection, sid, event.fields().findText("Identity").orElse(""));
    }

    /** Something may have been decided: brings Twilio in line now rather than at the next tick. */
    public void wake() {
        wanted.set(true);
        if (chatbot.isConfigured() && running.compareAndSet(false, true)) {
            wanted.set(false);
            repository.unsettled().chain(this::settleAll).subscribe().with(done -> finished(), failure -> {
                LOG.warnf("cause=%s A chatbot could not be put on or taken off; it is tried again", failure);
                finished();
            });
        }
    }

    private void finished() {
        running.set(false);
        if (wanted.get()) {
            wake();
        }
    }

    private Uni<Void> settleAll(List<String> conversations) {
        return Multi.createFrom()
                .iterable(conversations)
                .onItem()
                .transformToUniAndConcatenate(sid -> chatbot.settle(sid)
                        .onFailure()
                        .invoke(failure -> LOG.warnf(
                                "conversationSid=%s cause=%s A chatbot could not be put on or taken off; it is tried again",
                                sid, failure))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last();
    }

    /** A browser has made the conversation: the widget. */
    private static boolean isWidgets(TwilioEvent event) {
        return event.eventType().equals(EventType.CONVERSATION_ADDED.twilioName())
                && event.conversationSid() != null
                && event.fields().findText("Source").filter("SDK"::equals).isPresent();
    }

    /** Whether it is one of ours is decided by what we know, not by attributes that a browser can write. */
    private static boolean mayBeOneOfOurs(TwilioEvent event) {
        return event.eventType().equals(EventType.PARTICIPANT_ADDED.twilioName())
                && event.conversationSid() != null
                && event.fields().findText("Identity").isPresent();
    }
}
