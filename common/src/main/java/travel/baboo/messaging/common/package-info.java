/** What the four services share: contracts and the wiring that cuts across them. Nothing of one service alone. */
@NullMarked
package travel.baboo.messaging.common;

import org.jspecify.annotations.NullMarked;
