/** Limits and structure of log lines. */
@NullMarked
package travel.baboo.messaging.common.log;

import org.jspecify.annotations.NullMarked;
