/** Migrations of the database that SQL alone cannot do; Flyway finds them here by {@code quarkus.flyway.locations}. */
@NullMarked
package travel.baboo.messaging.conversation.migration;

import org.jspecify.annotations.NullMarked;
