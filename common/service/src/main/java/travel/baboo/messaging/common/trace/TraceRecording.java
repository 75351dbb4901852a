package travel.baboo.messaging.common.trace;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.arc.Unremovable;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;

/**
 * Records spans only if they are exported. Trace ids are always created and propagated, for logs and for other
 * services; recording a span that nobody reads would be wasted work.
 */
@Singleton
@Unremovable
public class TraceRecording implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final TraceConfig config;

    TraceRecording(TraceConfig config) {
        this.config = config;
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        builder.addSamplerCustomizer((configured, properties) -> sampler());
    }

    private Sampler sampler() {
        return config.exported() ? Sampler.parentBased(Sampler.traceIdRatioBased(config.ratio())) : Sampler.alwaysOff();
    }
}
