package travel.baboo.messaging.ingest.journal;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * An item in quarantine.
 *
 * @param name its file's name
 * @param kind {@code refused}, {@code corrupt} or {@code torn}
 * @param bytes its size
 * @param quarantinedAt when it was quarantined
 * @param reinjectable whether it is a complete record
 */
@RegisterForReflection
public record QuarantinedItem(String name, String kind, long bytes, Instant quarantinedAt, boolean reinjectable) {}
