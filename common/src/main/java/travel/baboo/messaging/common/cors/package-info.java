/** Lets the apps' pages call our APIs from their own origins: one setting, and every service answers for itself. */
@NullMarked
package travel.baboo.messaging.common.cors;

import org.jspecify.annotations.NullMarked;
