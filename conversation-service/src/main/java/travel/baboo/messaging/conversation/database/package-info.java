/** What every feature needs of PostgreSQL: keyset cursors, times, and sessions of their own. */
@NullMarked
package travel.baboo.messaging.conversation.database;

import org.jspecify.annotations.NullMarked;
