package travel.baboo.messaging.ingest.journal;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * Something in quarantine.
 *
 * @param name its file's name
 * @param kind {@code refused}, {@code corrupt} or {@code torn}
 * @param bytes its length
 * @param quarantinedAt when it was put there
 * @param reinjectable whether it is a whole record
 */
@RegisterForReflection
public record QuarantinedItem(String name, String kind, long bytes, Instant quarantinedAt, boolean reinjectable) {}
