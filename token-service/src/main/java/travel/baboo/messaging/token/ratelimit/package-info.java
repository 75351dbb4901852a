/** Identifies callers by network address and limits their rate. */
@NullMarked
package travel.baboo.messaging.token.ratelimit;

import org.jspecify.annotations.NullMarked;
