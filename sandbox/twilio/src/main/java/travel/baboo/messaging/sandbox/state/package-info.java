/** Keeps the sandbox's state in one file, so that it survives a restart. Each part provides a snapshot and restores it. */
@NullMarked
package travel.baboo.messaging.sandbox.state;

import org.jspecify.annotations.NullMarked;
