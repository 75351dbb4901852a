/** Hands a token out once somebody has decided that it may be: counts it, logs it, or says why there is none. */
@NullMarked
package travel.baboo.messaging.token.issuing;

import org.jspecify.annotations.NullMarked;
