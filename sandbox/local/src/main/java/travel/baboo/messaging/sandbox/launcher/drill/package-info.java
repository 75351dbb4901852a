/** The drill: breaks the running stack by a seeded plan while people write, and then proves that nothing was lost, doubled or reordered. */
@NullMarked
package travel.baboo.messaging.sandbox.launcher.drill;

import org.jspecify.annotations.NullMarked;
