/** Errors as RFC 9457 problem details out of one closed catalog. Services throw domain exceptions; the mappers here alone know HTTP. */
@NullMarked
package travel.baboo.messaging.common.problem;

import org.jspecify.annotations.NullMarked;
