/** Issues tokens for authorized requests: counts and logs them, or reports why there is none. */
@NullMarked
package travel.baboo.messaging.token.issuing;

import org.jspecify.annotations.NullMarked;
