/** Errors as RFC 9457 problem details from one closed catalog. Services throw domain exceptions; only the mappers here know HTTP. */
@NullMarked
package travel.baboo.messaging.common.problem;

import org.jspecify.annotations.NullMarked;
