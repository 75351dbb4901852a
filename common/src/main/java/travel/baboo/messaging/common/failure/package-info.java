/** Which failures pass by themselves and are worth a retry without end. Everything else is isolated. */
@NullMarked
package travel.baboo.messaging.common.failure;

import org.jspecify.annotations.NullMarked;
