/** What a consumer could not handle: put on its dead-letter topic with the reason, looked at by an operator, re-injected or dropped. */
@NullMarked
package travel.baboo.messaging.common.deadletter;

import org.jspecify.annotations.NullMarked;
