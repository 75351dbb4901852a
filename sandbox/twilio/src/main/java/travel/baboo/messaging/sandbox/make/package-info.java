/** A stand-in for Make.com: it receives on hooks, fails on request and calls our API as a scenario. It verifies signatures independently. */
@NullMarked
package travel.baboo.messaging.sandbox.make;

import org.jspecify.annotations.NullMarked;
