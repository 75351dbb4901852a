package travel.baboo.messaging.common.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Tracing. The framework's own switch for the exporter is fixed at build time. */
@ConfigMapping(prefix = "baboo.traces")
public interface TraceConfig {

    /** Whether spans are recorded and exported by OTLP to {@code quarkus.otel.exporter.otlp.endpoint}. */
    @WithDefault("false")
    boolean exported();

    /** Sampling ratio for traces that start here, 0 to 1; traces started elsewhere keep their decision. */
    @WithDefault("1")
    double ratio();
}
