/** Make.com hooks: their events, payloads and signatures, and the meaning of their responses. */
@NullMarked
package travel.baboo.messaging.relay.make;

import org.jspecify.annotations.NullMarked;
