/** What every feature needs of PostgreSQL: keyset cursors and times. */
@NullMarked
package travel.baboo.messaging.conversation.database;

import org.jspecify.annotations.NullMarked;
