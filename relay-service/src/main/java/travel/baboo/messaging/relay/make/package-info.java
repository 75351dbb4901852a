/** Make.com hooks: which events they get, the JSON they are sent, its signature, and what their answers mean. */
@NullMarked
package travel.baboo.messaging.relay.make;

import org.jspecify.annotations.NullMarked;
