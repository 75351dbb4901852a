/** Small HTTP and JSON tools that every part of the sandbox uses. Nothing here knows Twilio, Make.com or the login. */
@NullMarked
package travel.baboo.messaging.sandbox.http;

import org.jspecify.annotations.NullMarked;
