/**
 * Text for the terminal.
 * Knows nothing of the stack.
 */
@NullMarked
package travel.baboo.messaging.sandbox.launcher.text;

import org.jspecify.annotations.NullMarked;
