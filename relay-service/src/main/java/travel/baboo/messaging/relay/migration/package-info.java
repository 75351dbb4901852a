/** How migrations run; their content is in {@code db/migration}. */
@NullMarked
package travel.baboo.messaging.relay.migration;

import org.jspecify.annotations.NullMarked;
