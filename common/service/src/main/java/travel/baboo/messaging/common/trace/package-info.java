/** Propagates traces across the services. */
@NullMarked
package travel.baboo.messaging.common.trace;

import org.jspecify.annotations.NullMarked;
