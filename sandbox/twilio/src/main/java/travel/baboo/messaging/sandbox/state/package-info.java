/** Keeps the sandbox's memory in one file, so that it survives a restart. Each part offers a snapshot and takes it back. */
@NullMarked
package travel.baboo.messaging.sandbox.state;

import org.jspecify.annotations.NullMarked;
