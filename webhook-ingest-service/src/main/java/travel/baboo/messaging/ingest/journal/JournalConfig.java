package travel.baboo.messaging.ingest.journal;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the journal lies and how large it may grow. */
@ConfigMapping(prefix = "baboo.ingest.journal")
public interface JournalConfig {

    /** A folder of this instance alone, on a disk that survives the process ({@code INGEST_JOURNAL_DIRECTORY}). */
    Path directory();

    /** The size of one segment file; space is given back a segment at a time. */
    @WithDefault("64M")
    @WithConverter(MemorySizeConverter.class)
    MemorySize segmentSize();

    /** The journal's limit. At it, webhooks are answered 503 until Kafka has taken some. At least two segments. */
    @WithDefault("4G")
    @WithConverter(MemorySizeConverter.class)
    MemorySize maxSize();
}
