package travel.baboo.messaging.common.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is done with traces. The framework's own switch for the exporter counts only when a service is built. */
@ConfigMapping(prefix = "baboo.traces")
public interface TraceConfig {

    /** Whether spans are recorded and exported, over OTLP to where {@code quarkus.otel.exporter.otlp.endpoint} says. */
    @WithDefault("false")
    boolean exported();

    /** Which share of the traces that begin here, 0 to 1; one that somebody else began goes on as it was begun. */
    @WithDefault("1")
    double ratio();
}
