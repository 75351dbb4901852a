package travel.baboo.messaging.relay.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;

/**
 * A lane that this instance has leased.
 *
 * @param lease the token that proves it
 * @param head null when the lane is empty
 * @param entry who talks there; null when nobody told
 */
record Claim(Lane lane, UUID lease, @Nullable Head head, @Nullable DirectoryEntry entry) {}
