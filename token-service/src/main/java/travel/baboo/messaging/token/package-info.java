/** Gives people and pages the access tokens with which they connect to Twilio. A token is only ever for the caller's own identity. */
@NullMarked
package travel.baboo.messaging.token;

import org.jspecify.annotations.NullMarked;
