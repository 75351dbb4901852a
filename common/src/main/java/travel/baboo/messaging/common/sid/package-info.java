/** Twilio's identifiers as types, so that no two of them can be swapped. Each is a two-letter prefix and 32 hex digits. */
@NullMarked
package travel.baboo.messaging.common.sid;

import org.jspecify.annotations.NullMarked;
