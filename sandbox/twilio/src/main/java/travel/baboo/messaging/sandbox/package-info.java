/** One process that stands in for Twilio, Make.com and the login. Start it with {@link travel.baboo.messaging.sandbox.SandboxServer}. */
@NullMarked
package travel.baboo.messaging.sandbox;

import org.jspecify.annotations.NullMarked;
