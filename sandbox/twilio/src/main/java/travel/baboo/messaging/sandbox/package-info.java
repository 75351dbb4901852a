/** The world outside on a laptop: one process that stands in for Twilio, Make.com, the login and the gateway. Start it with {@link travel.baboo.messaging.sandbox.SandboxServer}. */
@NullMarked
package travel.baboo.messaging.sandbox;

import org.jspecify.annotations.NullMarked;
