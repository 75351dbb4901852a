/** Processing of several items. */
@NullMarked
package travel.baboo.messaging.common.work;

import org.jspecify.annotations.NullMarked;
