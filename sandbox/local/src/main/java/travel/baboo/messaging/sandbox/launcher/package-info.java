/**
 * Runs the whole system on one machine for the {@code ./local} script: servers, sandbox and services as separate processes.
 * Whatever it starts it also takes down, and what a killed predecessor left behind it cleans up.
 */
@NullMarked
package travel.baboo.messaging.sandbox.launcher;

import org.jspecify.annotations.NullMarked;
