/**
 * Runs the whole system on one machine for the {@code ./local} script: servers, sandbox and services as separate processes.
 * It stops everything that it started, and cleans up after a launcher that was killed.
 */
@NullMarked
package travel.baboo.messaging.sandbox.launcher;

import org.jspecify.annotations.NullMarked;
