/** What the four services share: contracts and cross-cutting wiring. Nothing that belongs to one service alone. */
@NullMarked
package travel.baboo.messaging.common;

import org.jspecify.annotations.NullMarked;
