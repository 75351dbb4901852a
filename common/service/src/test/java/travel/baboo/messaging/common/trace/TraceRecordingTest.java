package travel.baboo.messaging.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceRecordingTest {

    @ParameterizedTest
    @CsvSource({"false, 1, false", "true, 1, true", "true, 0, false"})
    void spansAreRecordedAsConfiguredWhereTheyAreExported(boolean exported, double ratio, boolean recorded) {
        AutoConfiguredOpenTelemetrySdkBuilder builder = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.traces.exporter", "none",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "none"));
        new TraceRecording(new Given(exported, ratio)).customize(builder);
        Span span = builder.build()
                .getOpenTelemetrySdk()
                .getTracer("test")
                .spanBuilder("a webhook")
                .startSpan();
        assertThat(span.isRecording()).isEqualTo(recorded);
        assertThat(span.getSpanContext().isValid()).isTrue();
        span.end();
    }

    private record Given(boolean exported, double ratio) implements TraceConfig {}
}
