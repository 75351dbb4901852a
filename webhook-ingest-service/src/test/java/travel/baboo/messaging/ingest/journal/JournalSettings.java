package travel.baboo.messaging.ingest.journal;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;

/** A journal's settings without a configuration file. */
public record JournalSettings(Path directory, MemorySize segmentSize, MemorySize maxSize) implements JournalConfig {

    public static JournalSettings of(Path directory, long segmentSize, long maxSize) {
        return new JournalSettings(
                directory,
                new MemorySize(BigInteger.valueOf(segmentSize)),
                new MemorySize(BigInteger.valueOf(maxSize)));
    }
}
