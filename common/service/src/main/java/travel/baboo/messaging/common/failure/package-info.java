/** Which failures are transient and may be retried without end. Everything else is isolated. */
@NullMarked
package travel.baboo.messaging.common.failure;

import org.jspecify.annotations.NullMarked;
