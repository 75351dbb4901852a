package travel.baboo.messaging.ingest.journal;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Location and size of the journal. */
@ConfigMapping(prefix = "baboo.ingest.journal")
public interface JournalConfig {

    /** A folder of this instance alone, on a persistent disk ({@code INGEST_JOURNAL_DIRECTORY}). */
    Path directory();

    /** Size of a segment file; disk space is released by segment. */
    @WithDefault("64M")
    @WithConverter(MemorySizeConverter.class)
    MemorySize segmentSize();

    /** Maximum size of the journal, at least two segments. When it is reached, webhooks are answered 503 until Kafka has caught up. */
    @WithDefault("4G")
    @WithConverter(MemorySizeConverter.class)
    MemorySize maxSize();
}
