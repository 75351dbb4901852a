package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.trace.EventContext;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The input: an attempt that began with a timer was logged without its event, because Quarkus' MDC forgets at once on such a context. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class LoggedEventTest {

    @Inject
    Vertx vertx;

    @Test
    void anEventStandsBesideItsLinesOnEveryKindOfContext() throws Exception {
        EventContext event = new EventContext("message-added:IM1", "CH1", Context.root());
        CompletableFuture<List<Object>> onTimer = new CompletableFuture<>();
        vertx.setTimer(1, timer -> onTimer.complete(event.call(LoggedEventTest::logged)));

        assertThat(onTimer.get(60, TimeUnit.SECONDS)).containsExactly("message-added:IM1", "CH1");
        assertThat(event.call(LoggedEventTest::logged)).containsExactly("message-added:IM1", "CH1");
        assertThat(MDC.get(EventContext.EVENT_ID)).isNull();
    }

    private static List<Object> logged() {
        return List.of(
                String.valueOf(MDC.get(EventContext.EVENT_ID)), String.valueOf(MDC.get(EventContext.CONVERSATION_SID)));
    }
}
