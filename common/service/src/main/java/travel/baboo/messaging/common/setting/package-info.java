/** Settings as people write them: slightly wrong ones are normalized, invalid ones are rejected at start by name. */
@NullMarked
package travel.baboo.messaging.common.setting;

import org.jspecify.annotations.NullMarked;
