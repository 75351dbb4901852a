/** How much is logged: enough to follow what happens, never so much that logging is what the service does. */
@NullMarked
package travel.baboo.messaging.common.log;

import org.jspecify.annotations.NullMarked;
