/**
 * Runs one conversation through the stack and shows every hop.
 * It sees only what a user sees: the gateway, and the phones, webhooks and hooks of the sandbox.
 */
@NullMarked
package travel.baboo.messaging.sandbox.launcher.demo;

import org.jspecify.annotations.NullMarked;
