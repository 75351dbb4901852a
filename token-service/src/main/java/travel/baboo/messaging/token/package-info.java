/** Issues the access tokens with which people and pages connect to Twilio. A token is always for the caller's own identity. */
@NullMarked
package travel.baboo.messaging.token;

import org.jspecify.annotations.NullMarked;
