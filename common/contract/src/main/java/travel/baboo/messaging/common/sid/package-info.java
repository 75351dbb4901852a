/** Twilio's identifiers as types, so that they cannot be confused. */
@NullMarked
package travel.baboo.messaging.common.sid;

import org.jspecify.annotations.NullMarked;
