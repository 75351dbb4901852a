/** Errors as RFC 9457 problem details from one closed catalog. */
@NullMarked
package travel.baboo.messaging.common.problem;

import org.jspecify.annotations.NullMarked;
