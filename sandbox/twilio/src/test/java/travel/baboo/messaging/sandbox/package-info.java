/** Drives the sandbox over HTTP as its users do. Every Twilio answer is checked against Twilio's OpenAPI description. */
@NullMarked
package travel.baboo.messaging.sandbox;

import org.jspecify.annotations.NullMarked;
