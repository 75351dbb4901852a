/** What services with a database share. */
@NullMarked
package travel.baboo.messaging.common.database;

import org.jspecify.annotations.NullMarked;
