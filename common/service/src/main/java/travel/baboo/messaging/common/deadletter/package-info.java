/** Records that a consumer could not process: dead-lettered with the reason, inspected by an operator, re-injected or dropped. */
@NullMarked
package travel.baboo.messaging.common.deadletter;

import org.jspecify.annotations.NullMarked;
