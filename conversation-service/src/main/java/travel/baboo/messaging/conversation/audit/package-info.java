/** The audit of this service, as admins read it. */
@NullMarked
package travel.baboo.messaging.conversation.audit;

import org.jspecify.annotations.NullMarked;
