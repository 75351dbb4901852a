/** The label shown beside a message. */
@NullMarked
package travel.baboo.messaging.common.sender;

import org.jspecify.annotations.NullMarked;
