/**
 * Decides on messages before Twilio publishes them and after they are mirrored, and lets admins and scenarios set what happens. Original texts
 * are for admins, each reading with a reason in the audit.
 */
@NullMarked
package travel.baboo.messaging.conversation.contactdetail.review;

import org.jspecify.annotations.NullMarked;
