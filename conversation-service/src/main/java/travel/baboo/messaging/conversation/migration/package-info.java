/** Database migrations that SQL alone cannot do; Flyway finds them by {@code quarkus.flyway.locations}. */
@NullMarked
package travel.baboo.messaging.conversation.migration;

import org.jspecify.annotations.NullMarked;
