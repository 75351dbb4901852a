/** Settings as people write them: almost right ones are normalized, wrong ones are refused at start with their name. */
@NullMarked
package travel.baboo.messaging.common.setting;

import org.jspecify.annotations.NullMarked;
