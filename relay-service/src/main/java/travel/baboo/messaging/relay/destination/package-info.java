/** Where messages go: Make.com hooks and phones, each with its own way of sending and of reading the answer. */
@NullMarked
package travel.baboo.messaging.relay.destination;

import org.jspecify.annotations.NullMarked;
