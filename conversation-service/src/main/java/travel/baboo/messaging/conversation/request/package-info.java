/** Checks that apply to every request. */
@NullMarked
package travel.baboo.messaging.conversation.request;

import org.jspecify.annotations.NullMarked;
