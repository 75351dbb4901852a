package travel.baboo.messaging.common.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class EventContextTest {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void whatIsLoggedMeanwhileIsAboutTheEventAndNothingElseIs() {
        EventContext message = new EventContext("message-added:IM1", "CH1", TraceParent.read(TRACEPARENT));
        EventContext text = new EventContext("sms-status-updated:SM1:sent", "SM1", Context.root());
        message.run(() -> {
            assertThat(marks()).containsExactly("message-added:IM1", "CH1", "0af7651916cd43dd8448eb211c80319c");
            text.run(() -> assertThat(marks()).containsExactly("sms-status-updated:SM1:sent", null, null));
            assertThat(marks()).containsExactly("message-added:IM1", "CH1", "0af7651916cd43dd8448eb211c80319c");
        });
        assertThat(marks()).containsOnlyNulls();
    }

    @Test
    void aFailureLeavesNothingBehind() {
        EventContext message = new EventContext("message-added:IM1", "CH1", TraceParent.read(TRACEPARENT));
        assertThatThrownBy(() -> message.run(() -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(marks()).containsOnlyNulls();
    }

    @Test
    void aTraceKeptAsTextGoesOn() {
        Span span = Span.fromContext(TraceParent.read(TRACEPARENT));
        assertThat(TraceParent.write(span.getSpanContext())).isEqualTo(TRACEPARENT);
        assertThat(TraceParent.isSampled(TRACEPARENT)).isTrue();
        assertThat(TraceParent.isSampled(TRACEPARENT.replace("-01", "-00"))).isFalse();
        assertThat(TraceParent.isSampled(null)).isFalse();
    }

    @Test
    void whatIsNoTraceBeginsAnew() {
        assertThat(TraceParent.read(null)).isEqualTo(Context.root());
        assertThat(Span.fromContext(TraceParent.read("nonsense"))
                        .getSpanContext()
                        .isValid())
                .isFalse();
        assertThat(TraceParent.write(Span.getInvalid().getSpanContext())).isNull();
    }

    private static Iterable<Object> marks() {
        Span span = Span.current();
        return Arrays.asList(
                MDC.get(EventContext.EVENT_ID),
                MDC.get(EventContext.CONVERSATION_SID),
                span.getSpanContext().isValid() ? span.getSpanContext().getTraceId() : null);
    }
}
