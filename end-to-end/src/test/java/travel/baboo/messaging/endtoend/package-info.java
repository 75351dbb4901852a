/** The whole product: its architecture's rules, and its stack driven as a user drives it. */
@NullMarked
package travel.baboo.messaging.endtoend;

import org.jspecify.annotations.NullMarked;
