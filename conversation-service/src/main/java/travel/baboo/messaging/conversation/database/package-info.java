/** What every feature needs from PostgreSQL: keyset cursors, times, and sessions. */
@NullMarked
package travel.baboo.messaging.conversation.database;

import org.jspecify.annotations.NullMarked;
