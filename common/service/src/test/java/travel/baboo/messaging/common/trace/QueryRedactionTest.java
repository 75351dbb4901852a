package travel.baboo.messaging.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

class QueryRedactionTest {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

    @Test
    void aQueryIsHiddenAndNothingElse() {
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(new QueryRedaction())
                .build()) {
            ReadableSpan span = (ReadableSpan) provider.get("test")
                    .spanBuilder("GET /chat-widget")
                    .setAttribute(PATH, "/chat-widget")
                    .setAttribute(QueryRedaction.QUERY, "identity=7c5b0a0e")
                    .startSpan();
            assertThat(span.getAttribute(QueryRedaction.QUERY)).isEqualTo(QueryRedaction.HIDDEN);
            assertThat(span.getAttribute(PATH)).isEqualTo("/chat-widget");
        }
    }
}
