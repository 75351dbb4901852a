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
    @CsvSource({"false, always_on, false", "true, always_on, true", "true, always_off, false"})
    void spansAreRecordedAsConfiguredWhereTheyAreExported(boolean exported, String sampler, boolean recorded) {
        AutoConfiguredOpenTelemetrySdkBuilder builder = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.traces.sampler", sampler,
                        "otel.traces.exporter", "none",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "none"));
        new TraceRecording(exported).customize(builder);
        Span span = builder.build()
                .getOpenTelemetrySdk()
                .getTracer("test")
                .spanBuilder("a webhook")
                .startSpan();
        assertThat(span.isRecording()).isEqualTo(recorded);
        assertThat(span.getSpanContext().isValid()).isTrue();
        span.end();
    }
}
