/**
 * Plays one conversation through the running stack and shows every hop it takes.
 * It sees only what a user sees: the gateway, and the phones, webhooks and hooks of the sandbox.
 */
@NullMarked
package travel.baboo.messaging.sandbox.launcher.demo;

import org.jspecify.annotations.NullMarked;
