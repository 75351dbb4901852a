/** A Make.com that receives on hooks, misbehaves on request and calls back as a scenario. It verifies signatures by itself. */
@NullMarked
package travel.baboo.messaging.sandbox.make;

import org.jspecify.annotations.NullMarked;
