/** Lets the apps' pages call the APIs from other origins: one setting for all services. */
@NullMarked
package travel.baboo.messaging.common.cors;

import org.jspecify.annotations.NullMarked;
